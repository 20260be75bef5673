"""Has a real cron daemon run the job that ships in pipeline/examples/nightly.crontab, and reads the mail it sends.

usage: nightly.py BIN

Wants root, Linux and Debian's cron. In a mount namespace of its own, so that neither the machine's crontabs nor its mail are
touched, the shipped line is started at the next minute for searches in five states: one that never ran, one that is
finished, one that somebody else is at work on, one whose pipeline file is broken, and one that two lines start at once.
Mail must come of the broken one alone, with its code and message. One JSON line; ends with 1 where something does not hold.
"""
import fcntl
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import searches

PACKAGE = pathlib.Path(__file__).resolve().parent.parent.parent
PIPELINE = searches.pipeline("oracle")
STATES = ("fresh", "finished", "locked", "broken", "twice")


def crontab(work, binaries):
    """The shipped one, every minute, for each state's folder."""
    text = (PACKAGE / "pipeline/examples/nightly.crontab").read_text()
    job = next(line for line in text.splitlines() if line.startswith("15 2"))
    lines = ["MAILTO=somebody", f"PATH={binaries}:/usr/bin:/bin", f"PELNAS_TABLES={work}/tables"]
    for state in STATES + ("twice",):
        # In two steps: a new name could hold the old.
        lines.append(job.replace("15 2 * * *", "* * * * *").replace("/srv/nas", str(work / state)))
    return "\n".join(lines) + "\n"


def prepare(work, binaries):
    searches.tables(work / "tables")
    for state in STATES:
        pipeline = work / state / "pipeline/hw-nas-bench.yaml"
        pipeline.parent.mkdir(parents=True)
        pipeline.write_text(PIPELINE.replace("name:", "nmae:") if state == "broken" else PIPELINE)
    for state in ("finished", "locked"):
        subprocess.run([binaries / "pelnas", "run", "pipeline/hw-nas-bench.yaml", "--run-dir", "runs/nightly", "--quiet"],
                       cwd=work / state, env=os.environ | {"PELNAS_TABLES": str(work / "tables")}, check=True)


def main():
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    cron = shutil.which("cron", path="/usr/sbin:/sbin:" + os.environ.get("PATH", ""))
    if os.geteuid() != 0 or not cron or not shutil.which("unshare"):
        print("nightly: skipped: root, unshare and cron are wanted", file=sys.stderr)
        return 0
    binaries = pathlib.Path(sys.argv[1]).resolve()
    work = pathlib.Path(tempfile.mkdtemp(prefix="nightly-"))
    prepare(work, binaries)
    (work / "mails").mkdir()
    sendmail = work / "sendmail"
    sendmail.write_text(f"#!/bin/sh\nexec cat > $(mktemp {work}/mails/XXXXXX)\n")
    sendmail.chmod(0o755)
    (work / "crontab").write_text(crontab(work, binaries))
    # What is started keeps to this namespace; the daemon finds one crontab, no other daemon and our mail.
    script = f"""set -e
mount --make-rprivate / 2>/dev/null || true
mount -t tmpfs tmpfs /var/spool/cron/crontabs
mount -t tmpfs tmpfs /etc/cron.d
mount -t tmpfs tmpfs /run
mount --bind {sendmail} "$(readlink -f /usr/sbin/sendmail)"
: > {work}/empty
mount --bind {work}/empty /etc/crontab
install -m 600 {work}/crontab /var/spool/cron/crontabs/root
exec {cron} -f
"""
    if not os.path.exists("/usr/sbin/sendmail"):
        sys.exit("nightly: there is no /usr/sbin/sendmail that ours could take the place of")
    holder = os.open(work / "locked/runs/nightly", os.O_RDONLY)
    fcntl.flock(holder, fcntl.LOCK_EX)
    daemon = subprocess.Popen(["unshare", "--mount", "sh", "-c", script], start_new_session=True)
    # Jobs begin with the minute; the crontab is read at one, at the latest.
    time.sleep(60 - time.time() % 60 + 12)
    if not (work / "fresh/runs/nightly/front.jsonl").exists():
        time.sleep(60)
    os.killpg(daemon.pid, signal.SIGTERM)
    daemon.wait()
    return tell(work)


def tell(work):
    mails = [path.read_text() for path in (work / "mails").iterdir()]
    failures = []

    def expect(holds, words):
        if not holds:
            failures.append(words)

    def log(state):
        path = work / state / "runs/nightly.log"
        return path.read_text() if path.exists() else ""
    of = {state: [mail for mail in mails if f"{work}/{state} " in mail or f"{work}/{state}\n" in mail] for state in STATES}
    for state in ("fresh", "finished", "locked", "twice"):
        expect(not of[state], f"{state}: mail came: {of[state]}")
    for state in ("fresh", "twice"):
        expect((work / state / "runs/nightly/front.jsonl").exists(), f"{state}: there is no front")
    expect("another" in log("locked"), f"locked: its log does not say so: {log('locked')}")
    expect(log("finished") == "", f"finished: it said {log('finished')}")
    front = (work / "fresh/runs/nightly/front.jsonl").read_bytes()
    expect((work / "twice/runs/nightly/front.jsonl").read_bytes() == front, "twice: it is another front")
    expect(of["broken"], "broken: no mail came")
    for mail in of["broken"]:
        expect("The nightly search ended with 78:" in mail and "unknown key 'nmae'" in mail, f"broken: {mail}")
        expect(re.search(r"^To: somebody$", mail, re.M), f"broken: to whom? {mail}")
    for failure in failures:
        print(f"nightly: {failure}", file=sys.stderr)
    print(json.dumps({"kind": "cron", "states": len(STATES), "jobs": len(STATES) + 1, "mails_of_broken": len(of["broken"]),
                      "mails_of_others": len(mails) - len(of["broken"]), "failures": len(failures)}))
    if not failures:
        shutil.rmtree(work, ignore_errors=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
