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
        (
            "Operator: Welcome to our call.\n\n"
            "Ada Quist -- Port Ltd -- Chief Executive: Thank you. We had a good year.\n\n"
            "Sales rose.\n\nOperator: The next question comes from Bo Lind.\n\nBo Lind, Quay Bank: Will you sell?\n\n"
            "Ada Quist -- Port Ltd -- Chief Executive: No."
        ),
        [
            ("Operator", False, ["Welcome to our call"]),
            ("Ada Quist -- Port Ltd -- Chief Executive", False, ["Thank you. We had a good year.", "Sales rose"]),
            ("Operator", False, ["The next question comes from Bo Lind"]),
            ("Bo Lind, Quay Bank", True, ["Will you sell?"]),
            ("Ada Quist -- Port Ltd -- Chief Executive", False, ["No"]),
        ],
    ),
    (
        "Ada [00:01:02]: How did you pay?\n\nBo [00:01:09]: I sold a boat.\n\nAda [00:01:33]: You did?",
        [
            ("Ada [00:01:02]", True, ["How did you pay?"]),
            ("Bo [00:01:09]", False, ["I sold a boat"]),
            ("Ada [00:01:33]", True, ["You did?"]),
        ],
    ),
    (
        "00:02 Ada: How did you pay?\n\n00:09 Bo: I sold a boat.",
        [("Ada", True, ["How did you pay?"]), ("Bo", False, ["I sold a boat"])],
    ),
    (
        (
            "Interviewer (00:15):\nTell us how you began.\n\nAda Quist (00:22):\nI sold a boat.\n\n"
            "Interviewer (00:40):\nWhy?"
        ),
        [
            ("Interviewer (00:15)", True, ["Tell us how you began"]),
            ("Ada Quist (00:22)", False, ["I sold a boat"]),
            ("Interviewer (00:40)", True, ["Why?"]),
        ],
    ),
    (
        "Speaker 1: We begin.\n\nSpeaker 2: I move that it close.\n\nSpeaker 1: The clerk denies it.",
        [
            ("Speaker 1", False, ["We begin"]),
            ("Speaker 2", False, ["I move that it close"]),
            ("Speaker 1", False, ["The clerk denies it"]),
        ],
    ),
    (
        "**Q: Is it safe?**\n\nA: It is.\n\n**Q: Who says so?**\n\nA: I do.",
        [("Q", True, ["Is it safe?"]), ("A", False, ["It is"]), ("Q", True, ["Who says so?"]), ("A", False, ["I do"])],
    ),
    (
        "Quist: I was a child.\n\nThe snow was deep.\n\nLind: I remember.\n\nQuist: It was May.",
        [
            ("Quist", False, ["I was a child.", "The snow was deep"]),
            ("Lind", False, ["I remember"]),
            ("Quist", False, ["It was May"]),
        ],
    ),
    (
        (
            "Quist: I was a child.\n\nShe laughs. “The snow was deep,” she says.\n\n"
            "Lind: I remember.\n\nQuist: It was May."
        ),
        [
            ("Quist", False, ["I was a child"]),
            ("Lind", False, ["I remember"]),
            ("Quist", False, ["It was May"]),
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
        "14:32 GMT: We hear of a fire.\n\n14:10 GMT: You can read more here.",
        "Ingredients: You need 2 eggs.\n\nMethod: Whisk your eggs.\n\nTip: You can use milk.",
        "Budget: Set your limit before you go.\n\nLocation: Ask your friends.\n\nTiming: We like May.",
        "Aries: You will meet someone.\n\nTaurus: Your week is calm.\n\nGemini: You should rest.",
        "Monday: Rain.\n\nTuesday: Sun.\n\nWednesday: Snow.",
        "TICKER: WE ARE OPEN\n\nTICKER: ARE YOU?",
        "",
    ],
)
def test_no_turns(text: str) -> None:
    """Places, headings, text on a screen and a single label do not begin a turn."""
    assert said(text, "turn") == []
