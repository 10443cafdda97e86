"""What makes two runs the same run, and what does not; which reports a slice takes."""

import pytest

from evals.golden.suite import load_suite
from evals.running import plan as planning
from evals.running.plan import Plan, chosen, make_plan, relabelled
from extractor.errors import SuiteError, UsageError
from tests.evals.running.small import CRITICAL, NAMES, RIGHT, plan_of, suite, write_suite

MENDED = {**RIGHT, ("S2", "事业收入", "占比"): "1"}


def refusal(call, *words, **more):
    with pytest.raises(UsageError) as caught:
        call(*words, **more)
    assert caught.value.remedy
    return str(caught.value)


def test_a_plan_read_back_from_its_file_is_the_same_plan(tmp_path):
    plan = plan_of(suite(tmp_path))
    assert Plan.model_validate_json(plan.model_dump_json()) == plan
    assert [one.name for one in plan.documents] == list(NAMES)
    assert plan.versions.keys() == {"juesuan", "record", "canonicaliser"}


@pytest.mark.parametrize(
    "more",
    [{"labels": {"banli": MENDED}}, {"top": 'slices = { year = "2031" }'}, {"top": f'critical = ["{CRITICAL}"]'}],
)
def test_labels_slices_and_critical_figures_may_change_without_reading_again(tmp_path, more):
    assert plan_of(suite(tmp_path / "a")).digest == plan_of(suite(tmp_path / "b", **more)).digest


def test_where_the_suite_lies_and_whether_answers_were_replayed_are_no_part_of_the_digest(tmp_path):
    first, second = plan_of(suite(tmp_path / "a")), plan_of(suite(tmp_path / "b"), replayed=False)
    assert first.suite_folder != second.suite_folder
    assert (first.digest, first.differences(second)) == (second.digest, [])


def test_mended_labels_change_the_digest_of_gold(tmp_path):
    assert plan_of(suite(tmp_path / "a")).gold != plan_of(suite(tmp_path / "b", labels={"banli": MENDED})).gold


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"model": {"engine": "other"}}, "模型"),
        ({"prompts": "0" * 64}, "提示"),
        ({"code": "0" * 64}, "程序"),
        ({"versions": {"juesuan": "99"}}, "版本"),
        ({"suite": "other"}, "样本集"),
        ({"recordings": "0" * 64}, "录下的回答"),
    ],
)
def test_whatever_changes_an_answer_changes_the_digest_and_is_named(tmp_path, change, part):
    plan = plan_of(suite(tmp_path))
    other = plan.model_copy(update=change)
    assert plan.digest != other.digest
    assert plan.differences(other) == [part]


def test_another_report_and_one_that_is_no_longer_given_change_the_digest(tmp_path):
    plan = plan_of(suite(tmp_path / "a"))
    assert plan.differences(plan_of(suite(tmp_path / "b", names=NAMES[:2]))) == ["报告"]
    absent = plan.documents[0].model_copy(update={"given": False})
    assert plan.differences(plan.model_copy(update={"documents": (absent, *plan.documents[1:])})) == ["报告"]


def test_the_digests_of_prompts_and_code_follow_their_files(tmp_path, monkeypatch):
    for package, name in (("prompts", "one.md"), ("extractor", "reader.py"), ("schemas", "table.csv")):
        (tmp_path / package).mkdir()
        (tmp_path / package / name).write_text("before", "utf-8")
    monkeypatch.setattr(planning, "files", lambda package: tmp_path / package)
    prompts, code = planning.prompts_digest(), planning.code_digest()
    (tmp_path / "prompts" / "one.md").write_text("after", "utf-8")
    assert (planning.prompts_digest() != prompts, planning.code_digest() == code) == (True, True)
    (tmp_path / "extractor" / "reader.pyc").write_text("left by Python", "utf-8")
    assert planning.code_digest() == code
    (tmp_path / "schemas" / "table.csv").write_text("after", "utf-8")
    assert planning.code_digest() != code


def test_a_plan_of_a_suite_without_a_single_report_is_refused(tmp_path):
    assert "一份也没有找到" in refusal(plan_of, suite(tmp_path, file=False))


def test_two_reports_of_one_name_and_names_that_share_a_file_are_refused(tmp_path):
    loaded = suite(tmp_path)
    twice = (*loaded.documents, loaded.documents[0])
    assert "anfang 出现了两次" in refusal(make_plan, loaded, twice, {}, replayed=True)
    (tmp_path / "suite.toml").write_text(
        (tmp_path / "suite.toml").read_text("utf-8").replace('name = "banli"', 'name = "anfang.run"'), "utf-8"
    )
    from evals.golden.suite import load_suite

    renamed = load_suite(tmp_path)
    assert "报告不能叫 anfang.run" in refusal(plan_of, renamed)


def test_labels_as_they_are_now_are_put_into_a_plan_and_what_was_given_stays(tmp_path):
    before = plan_of(suite(tmp_path))
    absent = before.documents[0].model_copy(update={"given": False})
    before = before.model_copy(update={"documents": (absent, *before.documents[1:])})
    after = relabelled(before, suite(tmp_path, labels={"banli": MENDED}).documents)
    assert [one.given for one in after.documents] == [False, True, True]
    assert [a.labels == b.labels for a, b in zip(before.documents, after.documents, strict=True)] == [True, False, True]
    assert after.digest == before.digest


def test_a_slice_takes_the_reports_that_are_in_it_and_several_those_in_all(tmp_path):
    loaded = suite(tmp_path, top='slices = { year = "2031" }')
    assert [one.name for one in chosen(loaded, ["carrier=txt"])] == ["anfang", "banli"]
    assert [one.name for one in chosen(loaded, ["carrier=scan", "year=2031"])] == ["chuhe"]
    assert [one.name for one in chosen(loaded, [])] == list(NAMES)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (["carrier=pdf"], "carrier 可选：scan、txt"),
        (["colour=red"], "可选的切片：carrier"),
        (["carrier"], "--slice 写作 名=值"),
        (["carrier="], "--slice 写作 名=值"),
        (["=txt"], "--slice 写作 名=值"),
        (["carrier=txt", "carrier=scan"], "没有报告同时属于这些切片"),
    ],
)
def test_a_slice_nobody_is_in_is_refused_with_what_there_is(tmp_path, wanted, said):
    assert said in refusal(chosen, suite(tmp_path), wanted)


def test_other_answers_to_the_same_questions_are_another_run(tmp_path):
    loaded, answers = suite(tmp_path / "suite"), tmp_path / "answers"
    answers.mkdir()
    (answers / "a.json").write_text("1", "utf-8")
    before = make_plan(loaded, loaded.documents, {}, replayed=True, recordings=answers)
    assert before == make_plan(loaded, loaded.documents, {}, replayed=True, recordings=answers)
    (answers / "a.json").write_text("2", "utf-8")
    after = make_plan(loaded, loaded.documents, {}, replayed=True, recordings=answers)
    assert before.differences(after) == ["录下的回答"]


def test_a_key_that_is_labelled_twice_is_refused_before_anything_is_read_and_when_graded_again(tmp_path):
    folder = write_suite(tmp_path / "suite")
    before = plan_of(load_suite(folder))
    labels = folder / "banli.csv"
    labels.write_text(labels.read_text("utf-8") + "S2,本年收入,决算数,value,1.00,10000,万元,,\n", "utf-8")
    twice = load_suite(folder)
    for call in (lambda: plan_of(twice), lambda: relabelled(before, twice.documents)):
        with pytest.raises(SuiteError, match="banli 的标注里 S2/本年收入/决算数 标了两次") as caught:
            call()
        assert "juesuan eval lint" in caught.value.remedy
