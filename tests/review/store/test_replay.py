"""What a history comes to, tried on histories written out by hand."""

from extractor.review.store.replay import replay
from extractor.review.store.values import Event


def event(id_, kind, *, user=1, round_=1, value=None, undoes=None):
    return Event(
        id=id_, item=1, record=1, case=1, round=round_, version=id_, kind=kind, before=None, after=value, machine="5",
        printed=None, row="", column="", start=None, end=None, reason="", user=user, user_name=str(user), at="",
        seconds=0, undoes=undoes,
    )  # fmt: skip


def stage(*events, second_look=False):
    return replay(events, second_look=second_look).stage


ACCEPT = event(1, "accept", value="5")


def test_one_answer_settles_an_item_that_one_person_looks_at():
    assert stage() == "first"
    assert stage(ACCEPT) == "settled"
    assert replay([ACCEPT], second_look=False).final.value == "5"


def test_a_second_look_waits_for_the_second_person_and_agreement_settles_it():
    assert stage(ACCEPT, second_look=True) == "second"
    same = event(2, "correct", user=2, round_=2, value="5.00")
    assert stage(ACCEPT, same, second_look=True) == "settled"


def test_two_answers_that_differ_are_adjudicated():
    other = event(2, "absent", user=2, round_=2)
    assert stage(ACCEPT, other, second_look=True) == "adjudicate"
    word = event(3, "correct", user=3, round_=3, value="7")
    state = replay([ACCEPT, other, word], second_look=True)
    assert (state.stage, state.final.value) == ("settled", "7")


def test_who_cannot_tell_or_flags_hands_it_on():
    assert stage(event(1, "cannot_tell")) == "adjudicate"
    assert stage(event(1, "flag", round_=0)) == "adjudicate"
    assert stage(ACCEPT, event(2, "flag", user=2, round_=0)) == "adjudicate"


def test_an_adjudicator_settles_a_flag_and_a_later_flag_opens_it_again():
    flag, word = event(1, "flag", round_=0), event(2, "accept", user=3, round_=3, value="5")
    assert stage(flag, word) == "settled"
    assert stage(flag, word, event(3, "flag", user=2, round_=0)) == "adjudicate"


def test_an_adjudicator_too_may_find_that_nobody_can_tell():
    state = replay([event(1, "cannot_tell"), event(2, "cannot_tell", user=3, round_=3)], second_look=False)
    assert (state.stage, state.final.value) == ("settled", None)


def test_what_is_undone_does_not_count_but_the_version_does():
    state = replay([ACCEPT, event(2, "undo", undoes=1)], second_look=False)
    assert (state.stage, state.version, state.final) == ("first", 2, None)


def test_undoing_a_changed_mind_brings_back_the_mind_before():
    changed = event(2, "correct", value="6")
    assert replay([ACCEPT, changed], second_look=False).final.value == "6"
    assert replay([ACCEPT, changed, event(3, "undo", undoes=2)], second_look=False).final.value == "5"
