/// A study as a Snakefile: a job for each fit that searches share, for each search (`pelnas run`, which does what is
/// missing and nothing else), and one that gathers what they came to (`pelnas compare`).
public struct SnakemakeStudy {
    private let jobs: StudyJobs
    private let place: WorkflowPlace

    public init(_ jobs: StudyJobs, place: WorkflowPlace) {
        self.jobs = jobs
        self.place = place
    }

    public var files: [WorkflowFile] {
        [
            WorkflowFile(name: "Snakefile", text: text),
            WorkflowFile(name: "searches.jsonl", text: jobs.searchLines),
            WorkflowFile(name: "fits.jsonl", text: jobs.fitLines),
        ]
    }

    private var text: String {
        let literal = SnakemakeText.literal
        return SnakemakeText.head(
            "The study \(jobs.name): a job for each of \(jobs.searches.count) searches; each is a line of searches.jsonl.",
            place) + """
                STUDY = \(literal(jobs.root))


                def jobs(file, key):
                    lines = (Path(workflow.basedir) / file).read_text(encoding="utf-8").split("\\n")
                    return {job[key]: job for job in map(json.loads, filter(None, lines))}


                FITS = jobs("fits.jsonl", "fit")
                SEARCHES = jobs("searches.jsonl", "search")


                def needs(search):
                    shared = [f"{STUDY}/fits/{search['fit']}/\(StudyJobs.fitFile)"] if search["fit"] else []
                    return [search["pipeline"]] + shared


                localrules:
                    all,
                    gather,


                rule all:
                    input:
                        STUDY + "/results.jsonl",


                # A predictor that several searches share.
                rule fit:
                    input:
                        lambda wildcards: FITS[wildcards.fit]["pipeline"],
                    output:
                        STUDY + "/fits/{fit}/\(StudyJobs.fitFile)",
                    wildcard_constraints:
                        fit="[^/]+",
                    params:
                        command=lambda wildcards: shlex.join(FITS[wildcards.fit]["arguments"]),
                    threads: 1
                \(SnakemakeText.resources)\
                    shell:
                        "again {PELNAS:q} {params.command} --jobs {threads}"


                # A search takes seconds: a cluster has less to do with --group-components searches=8, which makes eight of them
                # one job, of eight cores.
                rule search:
                    input:
                        lambda wildcards: needs(SEARCHES[wildcards.search]),
                    output:
                        STUDY + "/{search}/scores.jsonl",
                    wildcard_constraints:
                        search="searches/.+",
                    params:
                        command=lambda wildcards: shlex.join(SEARCHES[wildcards.search]["arguments"]),
                    threads: 1
                    group: "searches"
                \(SnakemakeText.resources)\
                    shell:
                        "again {PELNAS:q} {params.command} --jobs {threads}"


                # Every search is current then: this makes the tables, tests and figures.
                rule gather:
                    input:
                        \(literal(jobs.studyFile)),
                        [f"{STUDY}/{search}/scores.jsonl" for search in SEARCHES],
                    output:
                        STUDY + "/results.jsonl",
                        STUDY + "/results.md",
                        STUDY + "/index.html",
                    threads: 1
                    shell:
                        \(literal("again {PELNAS:q} \(SnakemakeText.words(jobs.gathering)) --jobs {threads}"))

                """
    }
}
