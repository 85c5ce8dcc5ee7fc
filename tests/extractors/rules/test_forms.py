"""The plain forms of attribution: their word orders, and texts without any attribution.

Every sentence is invented, and its claim is marked to the letter: `[source]`, `{cue}` and `<content>`.
"""

import pytest
from extractors.marked import check


@pytest.mark.parametrize(
    "marked",
    [
        "[Marta Lindqvist] {said} <that the ferry would sail at noon>.",
        "[The dock workers] {argued} <that their pay had not kept up with prices>.",
        "[The mayor of Tarnhill] {told} reporters <that the library would reopen in May>.",
        "[Mr. Brandt] {has repeatedly warned} <that the harbour could silt up within ten years>.",
        "[The court] {ruled} <that the lease was void>.",
        "[He] {added} <that nobody had been hurt>.",
        "[The minister] {acknowledged} <that mistakes had been made>.",
        "[Lawyers for the bank] {argue} <that the debt was paid>.",
        "[Scientists] {estimate} <that the lake loses a metre a year>.",
        "[The poll] {suggests} <that most farmers will sell>.",
        "[The mayor] {pointed out} <that the crane was new>.",
        "[Okafor] {is convinced} <that the bridge is unsafe>.",
        "[He] {felt} <that the wall was too thin>.",
        "[She] {wrote} <that the sea was calm>.",
    ],
)
def test_source_cue_that(marked: str) -> None:
    """Source, cue, then a content that opens with "that", which belongs to the content."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[Marta Lindqvist] {said} <the ferry would sail at noon>.",
        "[A spokeswoman for the water board] {said} <the pumps were tested every week>.",
        "[Critics] {say} <the law goes too far>.",
        "[Three in four voters] {think} <the tax is unfair>.",
        "[The letter] {says} <the lease ends in May>.",
        "[They] {fear} <the dam may burst>.",
        "[Ida Brandt and Jonas Okafor] {said} <the quay was safe>.",
        "[Dr. A. B. Stone] {noted} <that the fever had passed>.",
        "[The U.S. Coast Guard] {said} <the ferry was overloaded>.",
        "[The girl’s mother] {said} <the doctors had been kind>.",
        "[A woman with knowledge of the talks] {said} <the deal was close>.",
        "[Pollsters] {predict} <the Greens will win>.",
    ],
)
def test_source_cue_clause(marked: str) -> None:
    """Source, cue, then a content that no word introduces."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[Olga Renner] {asked} <whether the pumps were safe>.",
        "[The inspectors] {wondered} <why the alarm had not rung>.",
        "[Nobody at the harbour] {knew} <whether the crane had been checked>.",
        "[Renner] {would not say} <whether the pumps were old>.",
    ],
)
def test_questions(marked: str) -> None:
    """A reported question is a content, together with its question word."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[Jonas Okafor, a retired engineer], {believes} <the bridge is unsafe>.",
        "[The head of the harbour board, Ida Brandt], {said} <the quay was safe>.",
        "[Ms. Renner, 54], {said} <the pumps were tested>.",
        "[The farmer, whose land was flooded], {said} <the dam was badly built>.",
        "[Renner, who runs the board], {said} <the pumps were safe>.",
        "[The firm that built the wall] {said} <it was sound>.",
        "[Orvex chief executive Ines Bello] {said} <the firm would appeal>.",
        "[Prime Minister Ines Bello] {said} <the law would pass>.",
        "[Mining company Orvex] {said} <it would appeal>.",
        "[Three officials with direct knowledge of the matter] {said} <the talks had failed>.",
        "[An official, who spoke on condition of anonymity], {said} <the talks had failed>.",
        "[A man who lives by the quay] {said} <the ferry had no lights>.",
        "[Residents of the tower who lost their homes] {said} <the alarms never rang>.",
        "[The owners’ men] {said} <the nets were cut>.",
        "[The owners' men] {said} <the nets were cut>.",
    ],
)
def test_whole_source(marked: str) -> None:
    """The source is the whole noun phrase with its apposition and relative clause, without the comma that ends it."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[The ministry] {confirmed} on Tuesday <that two inspectors had been dismissed>.",
        "[Researchers at the Ostrava Institute] {concluded} last week <that the method does not work>.",
        "[The mayor] {said} in an interview with the Ostby Courier <that the quay was safe>.",
        "[The mayor] {said} on Monday <the quay was safe>.",
        "[The judge] {told} Ferreira <he had lied>.",
        "[Quiroga] on Friday {said} <the strike would go on>.",
        "[The inspector] {told} the jury <he had seen nothing>.",
        "[Renner] {told} the council <the pumps were safe>.",
        "[Renner] {told} the Ostby Courier <that the pumps were safe>.",
        "[Renner], however, {said} <the pumps were safe>.",
        "[Renner], speaking in Ostby, {said} <the pumps were safe>.",
        "[The union], for its part, {says} <the pumps are old>.",
        "[The mayor], in a letter to the council, {said} <the quay was safe>.",
        "[The report], published on Monday, {found} <that the wall was too thin>.",
        "[The mayor] {said} Tuesday <the quay was safe>.",
        "[Ms Renner] {said} last week <the pumps were old>.",
        "[She] {told} him <that the boat was sold>.",
        "[Renner] {assured} the council <that the pumps were safe>.",
        "[The doctor] {reminded} the jury <that the boy was nine>.",
        "In a statement, [the company] {said} <that no oil had leaked>.",
        "On Monday, [the bishop] {said} <he would retire>.",
    ],
)
def test_between_cue_and_content(marked: str) -> None:
    """The time, the place and the addressee of a statement belong to no role."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "But [the mayor] {said} <the quay was safe>.",
        "Still, [the mayor] {insisted} <that the quay was safe>.",
        "When the crane fell, [the foreman] {said} <it had been overloaded>.",
        "After the match, [the coach] {said} <his team had been robbed>.",
        "[The mayor] {said} <the quay was safe>, but the board closed it.",
        "While [the mayor] {said} <the quay was safe>, the board closed it.",
    ],
)
def test_around_the_claim(marked: str) -> None:
    """Words before and after a claim in its sentence stay outside."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[Renner] {said} <she did not know why the pumps had failed>.",
        "[The mayor] {said} <that if the quay was unsafe, it would be closed>.",
        "[The mayor] {said} <the quay was safe because it had been tested>.",
        "[The mayor] {said} <the quay was safe and the crane was sound>.",
        "[The mayor] {said} <that the quay was safe and that the crane was sound>.",
        "[The mayor] {said} <the man who built the quay had died>.",
        "[The mayor] {said} <the quay, which was built in 1931, was safe>.",
        "[The mayor] {said} <the quay, built in 1931, was safe>.",
        "[He] {said} <that, in his view, the quay was safe>.",
        "[Ana Quiroga] {said} <that while the offer was better, it was not enough>.",
        "[The firm] {said} <the mine will close in May, when the lease ends>.",
        "[Quiroga] {said} <the strike would go on until the firm paid>.",
        "[He] {said} <he hoped to win>.",
        "[The farmers] {say} <they were promised money>.",
        "[The board] {said} <the bridge was unsafe and would be closed>.",
    ],
)
def test_whole_content(marked: str) -> None:
    """The content is the whole statement, with its inner clauses."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "<The bridge is unsafe>, [Jonas Okafor] {said}.",
        "<The roof will hold for years>, [the builder] {insisted}.",
        "<The plan is too dear>, [critics] {say}.",
        "<Prices rose by a tenth last year>, [the bank] {reported}.",
        "<The crane had not been checked since March>, [two dockers] {claimed}.",
        "<The bridge is unsafe>, [he] {thinks}.",
        "<The quay is safe>, [the mayor] {said} on Monday.",
        "<No oil had leaked>, [the company] {said} in a statement.",
        "<The quay is safe>, [the mayor] {said}, but the board closed it.",
        "<The quay is safe>, [the mayor] {said} on Monday after a meeting of the board.",
        "<The wall was too thin>, [the report] {found}.",
        "<The mine, which employs 90 people, will close>, [the firm] {said}.",
        "<The law would pass>, [Prime Minister Ines Bello] {said}.",
        "<The firm would appeal>, [the Ostby Courier] {reported} on Sunday.",
        "<The bridge will stay closed until June>, [she] {told} reporters on Friday.",
    ],
)
def test_content_source_cue(marked: str) -> None:
    """The content comes first, then the source, then the cue."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "<The roof will hold for years>, {said} [Ida Brandt].",
        "<The law would pass>, {said} [Prime Minister Ines Bello].",
        "<The wells are dry>, {says} [Olga Renner, who runs the water board].",
        "<“Nobody asked us,”> {complained} [Tomas Ferreira, a fisherman from Ostby].",
        "<“Stop the works!”> {shouted} [one of the neighbours].",
        "<“We were never told,”> {said} [the parents of the boy].",
    ],
)
def test_content_cue_source(marked: str) -> None:
    """The content comes first, then the cue, then the source."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "{According to} [the harbour board], <the quay is safe>.",
        "{According to} [Ida Brandt, the head of the harbour board], <the quay is safe>.",
        "{According to} [a survey of 1,200 farmers], <half of them mean to sell>.",
        "<The quay is safe>, {according to} [a report by the harbour board].",
        "<The quay is safe> {according to} [the harbour board].",
        "<Two cranes fell into the water>, {according to} [police].",
        "<A majority of voters oppose the tunnel>, {according to} [a poll].",
        "<The quay>, {according to} [the harbour board], <is safe>.",
        "<The strike>, {according to} [the union], <will last until Easter>.",
    ],
)
def test_according_to(marked: str) -> None:
    """The source that "according to" names may stand before, after or inside the content."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "<The quay>, [Ida Brandt] {said}, <is safe>.",
        "<The strike>, [the union] {says}, <will last until Easter>.",
        "<The bridge>, [Okafor] {believes}, <is unsafe>.",
        "<The wall>, {said} [the engineer], <was too thin>.",
        "<The pumps>, {says} [Renner], <are safe>.",
    ],
)
def test_interrupted_content(marked: str) -> None:
    """A source and cue inside the content split it into two pieces."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[Ida Brandt]{:} <The quay is safe>.",
        "[Brandt]{:} <“We will rebuild the quay.”>",
        "[OLGA RENNER]{:} <The pumps are safe>.",
        "[The harbour master]{:} <“It will hold.”>",
    ],
)
def test_colon(marked: str) -> None:
    """In a speaker label, the colon is the cue."""
    check(marked)


BODY = "\n\nThe quay was built in 1931, and two cranes stand on it."


@pytest.mark.parametrize(
    "marked",
    [
        "<Ferry tax will rise>, [minister] {says}",
        "<Ferry tax to rise>, {says} [minister]",
        "<Quay unsafe>, {says} [engineer]",
        "[Minister] {vows} <to cut ferry tax>",
        "[Harbour board] {denies} <quay is unsafe>",
        "[Police] {say} <two cranes fell into water>",
        "[Mayor] {denies} <taking bribes>",
        "[Union] {calls for} <strike at docks>",
        "[Engineers] {warn} <bridge could fall>",
        "[Minister]{:} <Tax on ferries will rise>",
        "<‘Nobody told us’>, {say} [parents of Tarnhill pupils]",
    ],
)
def test_headlines(marked: str) -> None:
    """Claims are found in headlines too, which leave out articles and full stops."""
    check(marked + BODY)


@pytest.mark.parametrize(
    "marked",
    [
        "HAVANA (AP) — [The mayor] {said} <that the quay was safe>.",
        "Nairobi: <The quay is safe>, [the mayor] {said} on Monday. It was built in 1931.",
        "LISBON — {According to} [the harbour board], <the quay is safe>.",
    ],
)
def test_datelines(marked: str) -> None:
    """A dateline does not belong to any role."""
    check(marked)


@pytest.mark.parametrize(
    "text",
    [
        "The ferry left at noon and came back at six.",
        "Four boats were moored at the quay. None of them had a name.",
        "Tarnhill has two schools, a library and a swimming bath.",
        "The storm tore the roof off the boathouse.",
        "In 1931 the harbour was dredged for the first time.",
        "The number of passengers fell by a tenth.",
        "It rained. It rained again.",
        "He ran along the quay, jumped into the boat and rowed away.",
        "The bread costs 2.50 a loaf; a cake costs 4.",
        "Her brother is a doctor, and her sister drives a bus.",
        "The mill closed in 1987, and the building stood empty for years.",
        "Note: The shop is closed on Mondays.",
        "Prices rose by a tenth last year. Wages did not.",
        "The harbour was built in 1931. Two cranes stand on its quay, and a third lies in the water.",
        "",
        " \n\n ",
    ],
)
def test_nothing_said(text: str) -> None:
    """A text in which nobody says or wants anything has no claims."""
    check(text)


@pytest.mark.parametrize(
    "marked",
    [
        "<The crane> {reportedly} <fell on Monday>.",
        "<Two clerks> {allegedly} <took bribes>, and the case was closed.",
        "{Reportedly}, <the ship left on Friday>.",
        "<Doe has> {reportedly} <left the country>.",
        "<The wall was>, {reportedly}, <too thin>.",
        "An allegedly stolen car was found.",
    ],
)
def test_adverbs(marked: str) -> None:
    """An adverb such as "reportedly" is a cue without a source; its clause is the content."""
    check(marked)


@pytest.mark.parametrize(
    ("asking", "answer"),
    [
        ("{Asked} <whether the dam would hold>, Roe said it would.", "[Roe] {said} <it would>."),
        ("{Asked about} <the flood>, the mayor declined to comment.", "[the mayor] {declined} <to comment>."),
        ("When {asked} <if he would go>, Doe said he would.", "[Doe] {said} <he would>."),
        (
            "{Pressed on} <the leak>, Ida Brandt denied that oil had spilled.",
            "[Ida Brandt] {denied} <that oil had spilled>.",
        ),
        ("{Asked by} [Poe] <what it cost>, Roe said she knew.", "[Roe] {said} <she knew>."),
    ],
)
def test_questions_put_to_the_source(asking: str, answer: str) -> None:
    """Who answers does not ask: the question has no source, or the asker."""
    unmarked = asking.translate(str.maketrans("", "", "{}[]<>"))
    plain = answer.translate(str.maketrans("", "", "{}[]<>"))
    check(asking, unmarked.replace(plain, answer))


@pytest.mark.parametrize(
    "marked",
    [
        "[Roe] {explained}, on a visit to Lund in May, <that the pipes leak>.",
        "[Roe] {said} in the memo <that the pipes leak>.",
        "[The union] {welcomes} <today's ruling>.",
        "[The firm] {denies} <having told staff that jobs will go>.",
        "<Traffic fell>, {according to} [a poll last month].",
        "<Three died>, {according to} [figures released on Monday by the port].",
        "<Nobody paid>, {according to} [Ann Roe, its owner].",
        "<“And we paid,”> {put in} [young Rosa Quell], with a frown.",
        "[Doe] {pleaded not guilty to} <three charges of fraud>.",
        "To {protest} <the new fees>, drivers blocked the road.",
    ],
)
def test_words_between_the_parts(marked: str) -> None:
    """Insertions, times and participles between source, cue and content do not hide the claim."""
    check(marked)


def test_that_as_a_pronoun() -> None:
    """The word "that" before a participle is an object."""
    check(
        "[The mayor] {disputed} <that>, saying the wall was old.",
        "[The mayor] disputed that, {saying} <the wall was old>.",
    )
