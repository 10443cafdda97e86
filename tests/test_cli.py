"""The command: what it prints, where it writes, how it ends, and never a traceback for what was foreseen."""

import json
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
import typer
from typer.testing import CliRunner

from extractor import cli, wiring
from extractor.errors import ModelUnavailable
from extractor.export import render
from schemas import publish
from tests.records import REPORT, busy_record, record_of


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Run the command in a folder of its own; give exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def call(*words: str) -> SimpleNamespace:
        monkeypatch.setattr("sys.argv", ["juesuan", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return SimpleNamespace(code=ended.value.code, out=said.out, err=said.err)

    return call


@pytest.fixture
def asked(monkeypatch):
    """A reader that makes the same record of anything; the choices it was made with, and the documents it was given."""
    seen = SimpleNamespace(choices=None, documents=[])

    @contextmanager
    def reader(choices):
        seen.choices = choices

        def read(documents, _step):
            seen.documents.append([document.name for document in documents])
            return SimpleNamespace(record=busy_record(), run={"seconds": 12.3})

        yield read

    monkeypatch.setattr(wiring, "reader", reader)
    return seen


def report(folder, name="report.txt"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(REPORT, "utf-8")
    return str(path)


def test_extract_writes_record_run_and_page_into_the_default_folder_and_sums_up(run, asked, tmp_path):
    ended = run("extract", report(tmp_path))
    assert ended.code == 0
    assert {path.name for path in (tmp_path / "juesuan-out").iterdir()} == {
        "report.json",
        "report.run.json",
        "report.html",
    }
    for words in (
        "青禾县星火科普馆",
        "读出的数",
        "主要指标",
        "没有读成",
        "用时 12 秒",
        "网页：juesuan-out/report.html",
    ):
        assert words in ended.out
    assert asked.documents == [["report.txt"]]


def test_one_bad_file_does_not_stop_the_others_and_the_exit_code_tells(run, asked, tmp_path):
    folder = tmp_path / "reports"
    report(folder, "good.txt")
    (folder / "bad.txt").touch()
    (folder / "picture.png").touch()
    ended = run("extract", str(folder), "-o", "out")
    assert ended.code == 3
    assert "bad.txt" in ended.err
    assert "picture.png" in ended.err
    assert "Traceback" not in ended.err
    assert asked.documents == [["good.txt"]]
    assert (tmp_path / "out" / "good.json").is_file()


def test_as_one_reads_several_files_into_one_record(run, asked, tmp_path):
    ended = run("extract", report(tmp_path, "text.txt"), report(tmp_path, "tables.txt"), "--as-one", "-o", "out")
    assert ended.code == 0
    assert asked.documents == [["text.txt", "tables.txt"]]
    assert (tmp_path / "out" / "text.json").is_file()


def test_what_the_call_says_of_who_answers_reaches_the_wiring(run, asked, tmp_path):
    endpoint = ("--base-url", "http://127.0.0.1:9/v1", "--model", "m", "--api-key", "k")
    limits = ("--max-tokens", "9", "--offline", "--replay", "r")
    assert run("extract", report(tmp_path), *endpoint, *limits).code == 0
    choices = asked.choices
    assert (choices.base_url, choices.model, choices.api_key) == ("http://127.0.0.1:9/v1", "m", "k")
    assert (choices.max_tokens, choices.offline, str(choices.replay), choices.record) == (9, True, "r", None)


def test_how_much_is_asked_reaches_the_wiring(run, asked, tmp_path):
    assert run("extract", report(tmp_path), "--effort", "low").code == 0
    assert (asked.choices.effort, asked.choices.no_llm) == ("low", False)
    assert run("extract", report(tmp_path), "--no-llm").code == 0
    assert (asked.choices.effort, asked.choices.no_llm) == (None, True)


def test_a_report_is_read_without_a_model_and_its_record_holds(run, tmp_path):
    ended = run("extract", report(tmp_path), "--no-llm")
    assert ended.code == 0
    assert "没有用模型" in ended.out
    written = json.loads((tmp_path / "juesuan-out" / "report.json").read_text("utf-8"))
    assert written["provenance"]["model"] == {"model": "none"}
    assert written["provenance"]["effort"] == "none"
    assert written["facts"]
    assert run("verify", "juesuan-out/report.json", "report.txt").code == 0
    assert run("show", "juesuan-out/report.json", "--no-open").code == 0
    assert "未用模型" in (tmp_path / "juesuan-out" / "report.html").read_text("utf-8")


@pytest.mark.parametrize("words", [["--model", "m"], ["--replay", "r"], ["--record", "r"], ["--effort", "low"]])
def test_no_model_and_one_that_is_named_contradict_each_other(run, tmp_path, words):
    ended = run("extract", report(tmp_path), "--no-llm", *words)
    assert ended.code == 2
    assert words[0] in ended.err


def test_an_unknown_effort_ends_with_2(run, tmp_path):
    ended = run("extract", report(tmp_path), "--effort", "much")
    assert ended.code == 2
    assert "effort" in ended.err.lower()


def test_facts_alone_go_into_a_csv_file(run, asked, tmp_path):
    assert run("extract", report(tmp_path), "-o", "facts.csv").code == 0
    assert (tmp_path / "facts.csv").read_text("utf-8") == render(busy_record(), "csv")
    assert asked.documents


def test_several_reports_do_not_fit_into_one_file(run, asked, tmp_path):
    ended = run("extract", report(tmp_path, "a.txt"), report(tmp_path, "b.txt"), "-o", "facts.csv")
    assert ended.code == 2
    assert not asked.documents


@pytest.mark.parametrize(
    "words", [["--format", "xlsx"], ["--format", "yaml"], ["--max-tokens", "0"], ["--nonsense"], []]
)
def test_a_misuse_ends_with_2_before_anything_is_read(run, asked, tmp_path, words):
    files = [report(tmp_path)] if words else []
    assert run("extract", *files, *words).code == 2
    assert not asked.documents


def test_no_model_ends_with_4_one_line_and_the_remedy(run, tmp_path):
    ended = run("extract", report(tmp_path))
    assert ended.code == 4
    assert ended.err.startswith("错误：")
    assert "juesuan model pull" in ended.err
    assert "Traceback" not in ended.err


def test_an_unforeseen_error_is_an_apology_and_its_place_is_shown_on_request(run, monkeypatch, tmp_path):
    def fail(_choices):
        raise ZeroDivisionError("by accident [bold]")

    monkeypatch.setattr(wiring, "reader", fail)
    ended = run("extract", report(tmp_path))
    assert ended.code == 1
    assert "抱歉" in ended.err
    assert "ZeroDivisionError: by accident [bold]" in ended.err
    assert "Traceback" not in ended.err
    assert "Traceback" in run("--debug", "extract", report(tmp_path)).err


def test_show_writes_a_page_beside_the_record_and_opens_nothing_unless_asked(run, monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr(cli.webbrowser, "open", opened.append)
    path = tmp_path / "a.json"
    path.write_text(render(record_of(), "json"), "utf-8")
    assert run("show", str(path), "--no-open").code == 0
    assert "青禾县星火科普馆" in (tmp_path / "a.html").read_text("utf-8")
    assert opened == []
    assert run("show", str(path), "-o", "b.html").code == 0
    assert opened == [(tmp_path / "b.html").as_uri()]


def test_show_of_something_else_ends_with_3(run, tmp_path):
    path = tmp_path / "a.json"
    path.write_text("{}", "utf-8")
    ended = run("show", str(path), "--no-open")
    assert ended.code == 3
    assert "a.json" in ended.err


def test_schema_prints_what_is_published(run):
    ended = run("schema")
    assert ended.out == publish.json_schema("record")
    assert json.loads(run("schema", "document").out)["title"] == "Document"
    assert run("schema", "nonsense").code == 2


def test_model_status_tells_what_is_missing_and_ends_with_4(run):
    ended = run("model", "status")
    assert ended.code == 4
    assert "大小：没有" in ended.out


def test_model_status_of_a_named_file_tells_its_size(run, monkeypatch, tmp_path):
    path = tmp_path / "own.gguf"
    path.write_bytes(b"x" * 1234)
    monkeypatch.setenv("JUESUAN_MODEL_PATH", str(path))
    ended = run("model", "status")
    assert "1,234 字节" in ended.out
    assert "已核对 SHA-256：否" in ended.out


def test_model_pull_fetches_nothing_where_a_file_is_named(run, monkeypatch, tmp_path):
    path = tmp_path / "own.gguf"
    path.write_bytes(b"weights")
    monkeypatch.setenv("JUESUAN_MODEL_PATH", str(path))
    monkeypatch.setattr("extractor.weights.pull", lambda _progress: pytest.fail("fetched"))
    ended = run("model", "pull")
    assert ended.code == 0
    assert str(path) in ended.out


def test_model_pull_shows_its_progress_and_where_the_weights_are(run, monkeypatch, tmp_path):
    def pull(progress):
        progress(1, 2)
        progress(2, 2)
        return tmp_path / "w.gguf"

    monkeypatch.setattr("extractor.weights.pull", pull)
    ended = run("model", "pull")
    assert ended.code == 0
    assert "w.gguf" in ended.out
    assert "1.1 GB" in ended.err


def test_commands_of_other_packages_are_added_and_a_broken_one_is_only_told_of(run, monkeypatch):
    extra = typer.Typer()

    @extra.command()
    def hello():
        typer.echo("hello from a plug-in")

    @extra.command()
    def other():
        raise ModelUnavailable("plug-in without a model")

    def broken():
        raise ImportError("no such thing")

    entries = [SimpleNamespace(name="extra", load=lambda: extra), SimpleNamespace(name="bad", load=broken)]
    monkeypatch.setattr(cli, "entry_points", lambda group: entries if group == "juesuan.commands" else [])
    monkeypatch.setattr(cli.app, "registered_groups", list(cli.app.registered_groups))
    ended = run("extra", "hello")
    assert ended.code == 0
    assert "hello from a plug-in" in ended.out
    assert "bad" in ended.err
    assert run("extra", "other").code == 4


def test_version_and_help_need_nothing(run):
    assert "juesuan" in run("--version").out
    helped = run("extract", "--help")
    assert helped.code == 0
    assert "--replay" in helped.out


def _commands(command, path=()):
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from _commands(below, (*path, name))


@pytest.mark.parametrize(
    ("path", "command"),
    [pytest.param(p, c, id=" ".join(p) or "juesuan") for p, c in _commands(typer.main.get_command(cli.app))],
)
def test_on_eighty_columns_no_word_of_the_help_is_cut(path, command, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    shown = "".join(CliRunner().invoke(cli.app, [*path, "--help"]).output.split())
    for parameter in command.params:
        assert "".join((getattr(parameter, "help", None) or "").split()) in shown
