/// What programs do not say of themselves in their help, and a manual page has to.
enum ManualFacts {
    struct Fact {
        var name: String
        var text: String
    }

    /// Of everything that works by a pipeline file.
    static let environment = [
        Fact(
            name: "PELNAS_TABLES",
            text: "The folder of benchmark tables that the pipeline files which ship name in data.tables."),
        Fact(
            name: "OPENAI_API_KEY",
            text: """
                The key of the model's endpoint, or whichever variable prompt.model.key_variable names. Only \
                the program ask reads it.
                """),
        Fact(
            name: "OPENAI_BASE_URL",
            text: "The model's endpoint, where prompt.model.base_url names none; else OpenAI's."),
        Fact(
            name: "OMP_NUM_THREADS",
            text: "Set it to 1 where many searches run side by side."),
    ]

    static let endpointEnvironment = [
        Fact(name: "OPENAI_API_KEY", text: "The endpoint's key, or whichever variable --key-variable names."),
        Fact(
            name: "OPENAI_BASE_URL",
            text: "The endpoint, where --base-url names none; else OPENAI_API_BASE; else OpenAI's."),
        Fact(name: "OPENAI_ORG_ID", text: "The organisation to ask for, if any; so is OPENAI_PROJECT_ID."),
        Fact(name: "https_proxy", text: "A proxy, as libcurl takes it; so are http_proxy and no_proxy."),
    ]

    /// Of everything that works in a run directory.
    static let files = [
        Fact(name: "pipeline.yaml", text: "In the run directory: the pipeline file as given."),
        Fact(name: "settings.json", text: "The same with every default and --set put in: what stages read."),
        Fact(name: "journal.jsonl", text: "A line for each execution of a step: what it read and wrote."),
        Fact(name: "generation-NN/", text: "Candidates, evaluations and archives, a folder a generation."),
        Fact(name: "front-true.jsonl", text: "The front with its true accuracies."),
        Fact(name: "scores.jsonl", text: "Hypervolume, IGD and more, for every generation."),
        Fact(name: "ledger.jsonl", text: "With a model: what each call took."),
    ]

    static let installed = [
        Fact(name: "libexec/pelnas", text: "The stages and ask, for use by hand."),
        Fact(
            name: "share/pelnas",
            text: "Pipeline files, examples, prompt templates, surrogates and JSON Schemas that ship."),
    ]

    static let exitStatus = [
        Fact(name: "0", text: "Done, or nothing to do."),
        Fact(name: "1", text: "Failed."),
        Fact(name: "64", text: "The command line is wrong."),
        Fact(name: "65", text: "A file holds something it should not."),
        Fact(name: "66", text: "Input is missing."),
        Fact(name: "69", text: "The model's endpoint cannot be used so: key, address, model."),
        Fact(name: "70", text: "A bug in pelnas."),
        Fact(name: "73", text: "A file cannot be made."),
        Fact(name: "74", text: "A file cannot be read or written."),
        Fact(
            name: "75",
            text: "Run again later: another run is at work here, or the model has not answered yet."),
        Fact(name: "78", text: "The pipeline file is wrong."),
        Fact(name: "129, 130, 143", text: "Stopped by a signal; run again to go on."),
    ]
}
