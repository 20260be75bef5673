"""The searches that are tortured: small ones on made-up tables, by what tells accuracies and who proposes."""
import json
import os
import pathlib
import signal
import subprocess

import scripted

HERE = pathlib.Path(__file__).resolve().parent
KEY = "made-up-key-0123456789-abcdefghijklmnop"
OPERATIONS = ("none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3")
PIPELINE = """name: tortured
random_seed: 7
target: {dataset: cifar10, device: fpga}
seed: {per_niche: 4}
prompt: {children: 2, PROPOSER}
evaluate: {accuracy: {ACCURACY}}
data: {tables: 'TABLES'PROXIES}
chain:
  - partition
  - seed
  - evaluate
  - archive
  - repeat: {generations: 2, stages: [prompt, evaluate, archive]}
  - aggregate
  - score
"""
TABLE, PEA = "source: table", "proposer: pea"
# Accuracies, and who proposes.
SCENARIOS = {
    "oracle": (TABLE, PEA),
    "predicted": ("source: predictor, predictor: structure, training_cells: 60, rounds: 20", PEA),
    "proxies": ("source: predictor, proxies: computed, training_cells: 60, rounds: 20", PEA),
    "model": (TABLE, "proposer: co-evolution, model: {name: scripted, concurrency: 4}"),
    "files": (TABLE, "proposer: co-evolution, model: {name: scripted, transport: files}"),
    # What is disturbed takes another run's files; it goes on as another search, and the other's must stay what they are.
    "reuse": (TABLE, PEA),
}
# Something is not there yet: another run is at work, or an answer is waited for.
TRY_AGAIN = 75


def tables(folder):
    """Made-up accuracies and latencies of the whole space."""
    accuracies, latencies = ["arch,cifar10_valid,cifar10_test"], ["arch,fpga_latency"]
    for code in range(5 ** 6):
        digits = [code // 5 ** (5 - edge) % 5 for edge in range(6)]
        a, b, c, d, e, f = (OPERATIONS[digit] for digit in digits)
        arch = f"|{a}~0|+|{b}~0|{c}~1|+|{d}~0|{e}~1|{f}~2|"
        score = sum(weight * digit for weight, digit in zip((3, 5, 2, 7, 4, 6), digits))
        accuracies.append(f"{arch},{50 + score % 37 + code % 7 / 10},{50 + score % 37 + code % 5 / 10}")
        latencies.append(f"{arch},{1 + sum((0, 1, 4, 9, 2)[digit] for digit in digits) + code % 11 / 100}")
    for name, lines in (("nas-bench-201/accuracy.csv", accuracies), ("hw-nas-bench/cifar10.csv", latencies)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n")


def pipeline(scenario, tables="${PELNAS_TABLES}", proxies=""):
    accuracy, proposer = SCENARIOS[scenario]
    return (PIPELINE.replace("PROPOSER", proposer).replace("ACCURACY", accuracy).replace("TABLES", str(tables))
            .replace("PROXIES", proxies))


class Search:
    """A scenario's pipeline file in a folder of its own, and how it is run."""

    def __init__(self, binaries, scenario, work):
        self.binaries, self.scenario, self.work = binaries, scenario, work
        tables(work / "tables")
        proxies = ""
        if scenario == "proxies":
            # But for every tenth they are known, so that some are computed.
            shipped = HERE.parent.parent / "data/proxies/nas-bench-201-cifar10.jsonl"
            lines = shipped.read_text().splitlines(keepends=True)
            (work / "proxies.jsonl").write_text("".join(line for n, line in enumerate(lines) if n % 10))
            proxies = f", proxies: '{work / 'proxies.jsonl'}'"
        self.file = work / "pipeline.yaml"
        self.file.write_text(pipeline(scenario, work / "tables", proxies))
        self.donor, self.otherwise = None, []
        self.environment = dict(os.environ)
        if scenario == "model":
            self.endpoint = scripted.Endpoint()
            self.environment |= {"OPENAI_BASE_URL": self.endpoint.url, "OPENAI_API_KEY": KEY, "no_proxy": "127.0.0.1"}

    def start(self, run, environment=None):
        more = ["--reuse", self.donor] if self.donor else self.otherwise
        return self.command(["run", self.file, "--run-dir", run, "--quiet", *more], environment)

    def command(self, arguments, environment=None, identity=None):
        """A pelnas command as the leader of a group, which can be killed as one; `identity` is whose it is."""
        return subprocess.Popen([self.binaries / "pelnas", *arguments], cwd=self.work, start_new_session=True,
                                env=self.environment | (environment or {}), stdin=subprocess.DEVNULL,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **(identity or {}))

    @staticmethod
    def finish(process, seconds=60):
        """Its exit code and what it said; no code where it hung."""
        try:
            _, errors = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return None, "it hung"
        return process.returncode, errors.decode(errors="replace")

    def go(self, run, environment=None, turns=100):
        """Runs to the end, or to what ends it: where files carry questions, whoever answers them takes turns."""
        while True:
            code, words = self.finish(self.start(run, environment))
            turns -= 1
            if self.scenario != "files" or code != TRY_AGAIN or turns <= 0:
                return code, words
            lines = [scripted.answer(line) for line in self.open_questions(run)]
            if not lines:
                return code, words
            answers = self.work / "answers.jsonl"
            answers.write_text("".join(json.dumps(line) + "\n" for line in lines))
            code, words = self.finish(self.command(["answer", "--run-dir", run, "--take", answers], environment))
            if code != 0:
                return code, words

    def open_questions(self, run):
        asked = subprocess.run([self.binaries / "pelnas", "answer", "--run-dir", run, "--requests"], cwd=self.work,
                               capture_output=True, text=True)
        return [json.loads(line) for line in asked.stdout.splitlines()]

    @staticmethod
    def files(run):
        """What must not differ: journal and ledger have times, a report its place."""
        return {str(path.relative_to(run)): path.read_bytes() for path in sorted(run.rglob("*"))
                if path.is_file() and path.name not in ("journal.jsonl", "ledger.jsonl")
                and "report" not in path.relative_to(run).parts[:1]}

    @staticmethod
    def answered(run):
        """The bodies of questions whose answers stand in the run directory as whole lines."""
        def lines(path):
            text = path.read_text() if path.exists() else ""
            return [json.loads(line) for line in text[:text.rfind("\n") + 1].splitlines()]
        bodies = set()
        for path in run.rglob("*.requests.jsonl"):
            ids = {line["custom_id"] for line in lines(path.with_name(path.name.replace(".requests.", ".responses.")))}
            bodies |= {scripted.canonical(line["body"]) for line in lines(path) if line["custom_id"] in ids}
        return bodies
