"""Turns: the words of speakers from one label to the next."""

import pytest
from text.given import Row, said

TURNS: list[tuple[str, list[Row]]] = [
    # Letters.
    (
        "Q: Did you know?\n\nA: I did not.\n\nQ: Who did, then?\n\nA: The harbour master did. He told me so.",
        [
            ("Q", True, ["Did you know?"]),
            ("A", False, ["I did not"]),
            ("Q", True, ["Who did, then?"]),
            ("A", False, ["The harbour master did. He told me so"]),
        ],
    ),
    (
        "Q. The pumps have failed twice.\n\nA. They have. Why should I deny it?",
        [("Q", True, ["The pumps have failed twice"]), ("A", False, ["They have. Why should I deny it?"])],
    ),
    (
        "Q1: Is it safe? A1: It is. I swim there.",
        [("Q1", True, ["Is it safe?"]), ("A1", False, ["It is. I swim there"])],
    ),
    # Capitals.
    (
        (
            "GRO HAUGEN, HOST:\n\nThe quay is shut.\n\n(SOUNDBITE OF GULLS)\n\nOLE VIK, BYLINE: I am on the quay.\n\n"
            "HAUGEN: So, Ole, who shut it?"
        ),
        [
            ("GRO HAUGEN, HOST", False, ["The quay is shut"]),
            ("OLE VIK, BYLINE", False, ["I am on the quay"]),
            ("HAUGEN", True, ["So, Ole, who shut it?"]),
        ],
    ),
    (
        (
            "THE MAYOR: I signed it.\n\nThe council knew of it.\n\nQUESTION (Port Echo): The clerk denies that.\n\n"
            "THE MAYOR: [laughs] Then I am wrong (inaudible) and he is right."
        ),
        [
            ("THE MAYOR", False, ["I signed it.", "The council knew of it"]),
            ("QUESTION (Port Echo)", True, ["The clerk denies that"]),
            ("THE MAYOR", False, ["Then I am wrong", "and he is right"]),
        ],
    ),
    (
        (
            "[00:01:23] SEN. ADA McBRIDE (I-TX): We asked him -- \n\n(CROSSTALK)\n\nnobody answered.\n\n"
            "[00:02:10] REP. BO LIND: You never asked."
        ),
        [
            ("SEN. ADA McBRIDE (I-TX)", False, ["We asked him --", "nobody answered"]),
            ("REP. BO LIND", False, ["You never asked"]),
        ],
    ),
    (
        "TEXT: Port poll: Holm, 32 percent; Vik, 19 percent HOLM: I will run. VIK: So will I.",
        [("HOLM", False, ["I will run"]), ("VIK", False, ["So will I"])],
    ),
    (
        (
            "OPERATOR\n\nGood morning. Your lines are open.\n\nADA QUIST\n\nThank you. Sales rose.\n\nOPERATOR\n\n"
            "There are no questions."
        ),
        [
            ("OPERATOR", False, ["Good morning. Your lines are open"]),
            ("ADA QUIST", False, ["Thank you. Sales rose"]),
            ("OPERATOR", False, ["There are no questions"]),
        ],
    ),
    # Names.
    (
        (
            "Ada Quist opened a yard in May. She spoke to Bo Lind.\n\nBo Lind: How did you pay for it?\n\n"
            "Ada Quist: I sold a boat.\n\nMy sister sold hers.\n\nBL: You had no licence.\n\nAQ: I had one.\n\n"
            "The yard closes at noon."
        ),
        [
            ("Bo Lind", True, ["How did you pay for it?"]),
            ("Ada Quist", False, ["I sold a boat.", "My sister sold hers"]),
            ("BL", True, ["You had no licence"]),
            ("AQ", False, ["I had one"]),
        ],
    ),
    (
        "Lind: Were you afraid?\n\nQuist: Of gulls. I still am.\n\nQuist laughs at this, and so do I.",
        [("Lind", True, ["Were you afraid?"]), ("Quist", False, ["Of gulls. I still am"])],
    ),
]


@pytest.mark.parametrize(("text", "turns"), TURNS)
def test_turns(text: str, turns: list[Row]) -> None:
    """A turn runs from its label to the next, over paragraphs and notes, without labels and stage directions."""
    assert said(text, "turn") == turns


@pytest.mark.parametrize(
    "text",
    [
        "Beijing: The ministry said that it would act. We do not know, one said.\n\nShanghai: Prices rose on Tuesday.",
        "DELHI: The minister said that ports would close.\n\nMUMBAI: The union denied that it had struck.",
        "Note: You may copy this.\n\nUpdate: We have changed it.\n\nCorrection: Our figure was wrong.",
        "WHO: Ada Quist and you.\n\nWHERE: The quay.\n\nWHEN: Noon, or when you like.",
        "The mayor: I will win.",
        "Q: The letter that nobody needs.\n\nThe council met on Monday.",
        "READ MORE: What we know\n\nREAD MORE: What you can do",
        "TICKER: WE ARE OPEN\n\nTICKER: ARE YOU?",
        "",
    ],
)
def test_no_turns(text: str) -> None:
    """Places, headings, text on a screen and a single label do not begin a turn."""
    assert said(text, "turn") == []
