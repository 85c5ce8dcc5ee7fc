"""The expected claims of dirty text from web pages, mail programs and encodings: five articles of each kind.

The verbs in these texts are easy, so each extractor must find the same claims, with the words of the damaged text.
A claim is written as `source | cue | content | stance | name`, with " ... " between the pieces of a content. A name
of "-" is not checked.
"""

from collections.abc import Mapping
from functools import cache

import pytest

from newsclaims import Claim, Pipeline

KINDS: Mapping[str, Mapping[str, list[str]]] = {
    "entities": {
        "&quot;The bridge is closed,&quot; said Mayor Ida Falk.": [
            "Mayor Ida Falk | said | &quot;The bridge is closed,&quot; | affirm | Ida Falk"
        ],
        "The union&#39;s lawyer said that the mill &amp; the yard were safe.": [
            "The union&#39;s lawyer | said | that the mill &amp; the yard were safe | affirm | -"
        ],
        "&ldquo;We paid twice,&rdquo; Jens Wold told reporters. &ldquo;Nobody answered,&rdquo; he added.": [
            "Jens Wold | told | &ldquo;We paid twice,&rdquo; | affirm | Jens Wold",
            "he | added | &ldquo;Nobody answered,&rdquo; | affirm | Jens Wold",
        ],
        "Mayor L&oslash;ken&#x2019;s aide denied that it had burned.": [
            "Mayor L&oslash;ken&#x2019;s aide | denied | that it had burned | deny | -"
        ],
        "Ministers&nbsp;said the dam &mdash; built in 1962 &mdash; would hold.": [
            "Ministers | said | the dam &mdash; built in 1962 &mdash; would hold | affirm | Ministers"
        ],
    },
    "entities escaped twice": {
        "&amp;quot;The bridge is closed,&amp;quot; said Mayor Ida Falk.": [
            "Mayor Ida Falk | said | &amp;quot;The bridge is closed,&amp;quot; | affirm | Ida Falk"
        ],
        "The bank said it didn&amp;#39;t lend to the mill.": [
            "The bank | said | it didn&amp;#39;t lend to the mill | affirm | -"
        ],
        "&amp;ldquo;It&amp;rsquo;s late,&amp;rdquo; Vera Lom said.": [
            "Vera Lom | said | &amp;ldquo;It&amp;rsquo;s late,&amp;rdquo; | affirm | Vera Lom"
        ],
        "The doctor said that the boy &amp;amp; his sister were well.": [
            "The doctor | said | that the boy &amp;amp; his sister were well | affirm | -"
        ],
        "&amp;amp;quot;Stay home,&amp;amp;quot; said Dr. Olga Ruud.": [
            "Dr. Olga Ruud | said | &amp;amp;quot;Stay home,&amp;amp;quot; | - | Olga Ruud"
        ],
    },
    "mojibake": {
        "â€œThe mill is sold,â€\x9d said Ida Falk.": [
            "Ida Falk | said | â€œThe mill is sold,â€\x9d | affirm | Ida Falk"
        ],
        "The owner said the crew didnâ€™t strike.": ["The owner | said | the crew didnâ€™t strike | affirm | -"],
        "The minister said the law â€” passed in May â€” would stay.": [
            "The minister | said | the law â€” passed in May â€” would stay | affirm | -"
        ],
        "JosÃ© GarcÃ­a said that the cafÃ© was full.": [
            "JosÃ© GarcÃ­a | said | that the cafÃ© was full | affirm | José García"
        ],
        "Ã¢â‚¬Å“We won,Ã¢â‚¬Â\x9d the coach said.": ["the coach | said | Ã¢â‚¬Å“We won,Ã¢â‚¬Â\x9d | affirm | -"],
    },
    "soft hyphens": {
        "The min\u00adis\u00adter said that the har\u00advest was lost.": [
            "The min\u00adis\u00adter | said | that the har\u00advest was lost | affirm | The minister"
        ],
        "The com\u00adpany de\u00adnied that it had paid.": [
            "The com\u00adpany | de\u00adnied | that it had paid | deny | The company"
        ],
        "“The roof leaks,” said Ka\u00adrin Hol\u00admen.": [
            "Ka\u00adrin Hol\u00admen | said | “The roof leaks,” | affirm | Karin Holmen"
        ],
        "Ac\u00adcord\u00ading to the po\u00adlice, the road is closed.": [
            "the po\u00adlice | Ac\u00adcord\u00ading to | the road is closed | affirm | the police"
        ],
        "The coun\u00adcil be\u00adlieves that the wa\u00adter is clean.": [
            "The coun\u00adcil | be\u00adlieves | that the wa\u00adter is clean | affirm | The council"
        ],
    },
    "characters without width": {
        "The min\u200bister said\u200b that the harvest was lost.": [
            "The min\u200bister | said | that the harvest was lost | affirm | The minister"
        ],
        "\ufeffThe company de\u2060nied that it had paid.": [
            "The company | de\u2060nied | that it had paid | deny | The company"
        ],
        "“The roof leaks,”\u200b said Karin\u200d Holmen.": [
            "Karin\u200d Holmen | said | “The roof leaks,” | affirm | Karin Holmen"
        ],
        "''\u200bIt is over,'\u200b' the captain said.": [
            "the captain | said | ''\u200bIt is over,'\u200b' | affirm | -"
        ],
        "The\u200e council\u200f believes that the water is clean.": [
            "The\u200e council | believes | that the water is clean | affirm | The council"
        ],
    },
    "odd spaces": {
        "The\u00a0minister said\u00a0that the harvest was\u00a0lost.": [
            "The\u00a0minister | said | that the harvest was\u00a0lost | affirm | The minister"
        ],
        "“It snows,”\u2009said\u2009Karin\u202fHolmen.": [
            "Karin\u202fHolmen | said | “It snows,” | affirm | Karin Holmen"
        ],
        "The company\u3000denied that it had paid.": ["The company | denied | that it had paid | deny | The company"],
        "Mr.\u00a0Brandt said the fee was 5\u00a0000\u00a0crowns.": [
            "Mr.\u00a0Brandt | said | the fee was 5\u00a0000\u00a0crowns | affirm | Brandt"
        ],
        "According\u2003to  the police, the road is  closed.": [
            "the police | According\u2003to | the road is  closed | affirm | the police"
        ],
    },
    "typewriter quotes": {
        "``The mill is sold,'' said Ida Falk.": ["Ida Falk | said | ``The mill is sold,'' | affirm | Ida Falk"],
        "''The mill is sold,'' Ida Falk said.": ["Ida Falk | said | ''The mill is sold,'' | affirm | Ida Falk"],
        "The coach said, ``We can't win.'' The players left.": ["The coach | said | ``We can't win.'' | affirm | -"],
        "‘‘The road is closed,’’ said the warden.": ["the warden | said | ‘‘The road is closed,’’ | affirm | -"],
        "``Nobody knew,'' the guard told the court, ``and nobody asked.''": [
            "the guard | told | ``Nobody knew,'' ... ``and nobody asked.'' | affirm | -"
        ],
    },
    "words split at the end of a line": {
        "The owner of the paper mill by the river Tarn said that the har-\nvest would not be sold before May.": [
            (
                "The owner of the paper mill by the river Tarn | said | that the har-\nvest would not be sold before May "
                "| affirm | -"
            )
        ],
        "The owner of the old paper mill by the river in the valley has de-\nnied that he sold it.": [
            "The owner of the old paper mill by the river in the valley | has de-\nnied | that he sold it | deny | -"
        ],
        "“The old bridge over the river Tarn has been closed since Monday,” said engi-\nneer Karin Holmen.": [
            (
                "engi-\nneer Karin Holmen | said | “The old bridge over the river Tarn has been closed since Monday,” "
                "| affirm | Karin Holmen"
            )
        ],
        "The director of the museum in the harbour told report-\ners that the well-\nknown painting was safe.": [
            "The director of the museum in the harbour | told | that the well-\nknown painting was safe | affirm | -"
        ],
        "Accord-\ning to the police, the road over the northern pass is closed.": [
            "the police | Accord-\ning to | the road over the northern pass is closed | affirm | the police"
        ],
    },
    "lines of a fixed width": {
        "The owner of the old paper mill by the river Tarn said on Friday\n"
        "that the harvest would be sold before the end of the month, and that\n"
        "nobody in the village would lose a job. “We have kept our promise,”\n"
        "the owner told reporters at the gate of the mill. The union denied\n"
        "that it had been asked.": [
            (
                "The owner of the old paper mill by the river Tarn | said | that the harvest would be sold before the end "
                "of the month, and that\nnobody in the village would lose a job | affirm | -"
            ),
            "the owner | told | “We have kept our promise,” | affirm | -",
            "The union | denied | that it had been asked | deny | -",
        ],
        "“The roof of the old town hall has been leaking since the storm of\n"
        "last March, and the council has done nothing about it,” said Karin\n"
        "Holmen, who lives next door. She added that two beams had fallen\n"
        "on Sunday night.": [
            (
                "Karin\nHolmen, who lives next door | said | "
                "“The roof of the old town hall has been leaking since the storm of\nlast March, and the council has done nothing about it,” | affirm | Karin Holmen"
            ),
            "She | added | that two beams had fallen\non Sunday night | affirm | Karin Holmen",
        ],
        "The ferry between the islands will stay in the harbour on Monday\r\n"
        "and Tuesday, its captain announced. The island's mayor warned that\r\n"
        "the shops would be empty by the weekend, and asked whether the\r\n"
        "navy could help.": [
            (
                "its captain | announced | The ferry between the islands will stay in the harbour on Monday\r\nand Tuesday "
                "| - | -"
            ),
            "The island's mayor | warned | that\r\nthe shops would be empty by the weekend | - | -",
            "The island's mayor | asked | whether the\r\nnavy could help | question | -",
        ],
        "The brewery in the valley was in the papers again on Friday night.\n"
        "The owner told the workers that he would close the plant in June.\n"
        "“We have lost too much money,” he said, “and the bank will not wait\n"
        "any longer.” The union said that it would fight.": [
            "The owner | told | that he would close the plant in June | - | -",
            "he | said | “We have lost too much money,” ... “and the bank will not wait\nany longer.” | affirm | -",
            "The union | said | that it would fight | - | The union",
        ],
        "A spokeswoman for the regional hospital in the northern valley said\n"
        "on Tuesday that three wards would close. According to the union of\n"
        "nurses, ninety people will lose their jobs. The minister has denied\n"
        "that the money is gone.": [
            (
                "A spokeswoman for the regional hospital in the northern valley | said | that three wards would close "
                "| affirm | -"
            ),
            "the union of\nnurses | According to | ninety people will lose their jobs | affirm | -",
            "The minister | has denied | that the money is gone | deny | -",
        ],
    },
    "glued sentences": {
        "The mill is old, the owner said.The union disagreed.“We checked it,” she said.": [
            "the owner | said | The mill is old | affirm | the owner",
            "she | said | “We checked it,” | affirm | -",
        ],
        "Will it rain?The farmer said that it would.Reporters asked whether he was right.": [
            "The farmer | said | that it would | - | The farmer",
            "Reporters | asked | whether he was right | question | -",
        ],
        "“The road is closed.”The warden added that the snow was deep.": [
            "The warden | added | that the snow was deep | affirm | The warden"
        ],
        "The trial began in June (the third this year).The lawyer said that he would go on.": [
            "The lawyer | said | that he would go on | - | The lawyer"
        ],
        "The coach told reporters:“We will play on Sunday.”The captain believes that they can win.": [
            "The coach | told | “We will play on Sunday.” | - | The coach",
            "The captain | believes | that they can win | affirm | The captain",
        ],
    },
    "glued years": {
        "The old mill burned in 2019The owner said that it had been empty.": [
            "The owner | said | that it had been empty | affirm | The owner"
        ],
        "Updated May 3, 2024The council said that the road was open.": [
            "The council | said | that the road was open | affirm | The council"
        ],
        "Photo taken in 1998The museum denied that it had sold the painting.": [
            "The museum | denied | that it had sold the painting | deny | The museum"
        ],
        "Last changed on 12 June 2023Nurses said that the ward was full.": [
            "Nurses | said | that the ward was full | affirm | Nurses"
        ],
        "The law dates from 1987Karin Holmen told the court that it was never used.": [
            "Karin Holmen | told | that it was never used | affirm | Karin Holmen"
        ],
    },
    "footnote marks": {
        "“It rains in,”[1] Karin Holmen said.[2] The bank said that the roof would hold.[note 4]": [
            "Karin Holmen | said | “It rains in,” | affirm | Karin Holmen",
            "The bank | said | that the roof would hold | affirm | The bank",
        ],
        "The owner said[3] that the mill was safe.": ["The owner | said | that the mill was safe | affirm | The owner"],
        "The union denied that it had been asked.¹ The bank said that it would wait.²": [
            "The union | denied | that it had been asked | deny | The union",
            "The bank | said | that it would wait | - | The bank",
        ],
        "The museum[citation needed] said that the painting was real.[12][13]": [
            "The museum | said | that the painting was real | affirm | The museum"
        ],
        "According to the police,[7] the road is closed.[8]": [
            "the police | According to | the road is closed | affirm | the police"
        ],
    },
    "tags": {
        "<p>&ldquo;The mill is sold,&rdquo; said Ida Falk.</p>": [
            "Ida Falk | said | &ldquo;The mill is sold,&rdquo; | affirm | Ida Falk"
        ],
        "&lt;p&gt;The road is closed, said Karin Holmen.&lt;/p&gt;": [
            "Karin Holmen | said | The road is closed | affirm | Karin Holmen"
        ],
        "<b>The owner</b> said that the mill was safe.<br>The union denied that it had been asked.": [
            "The owner | said | that the mill was safe | affirm | The owner",
            "The union | denied | that it had been asked | deny | The union",
        ],
        'The <a href="https://example.org">ministry</a> said that the dam would hold.': [
            'The <a href="https://example.org">ministry | said | that the dam would hold | - | The ministry'
        ],
        "**The museum** denied that it had sold the painting.": [
            "The museum | denied | that it had sold the painting | deny | The museum"
        ],
    },
    "quotations that nobody closed": {
        '"The mill is sold," said owner Jens Wold, "and we leave in June.\n\nThe union said that it would fight.': [
            'owner Jens Wold | said | "The mill is sold," ... "and we leave in June | affirm | Jens Wold',
            "The union | said | that it would fight | - | The union",
        ],
        "“We were never asked,” said Mayor Ida Falk. “They built it at night.\n\nThe owner denied that he built it.": [
            "Mayor Ida Falk | said | “We were never asked,” ... “They built it at night | affirm | Ida Falk",
            "The owner | denied | that he built it | deny | -",
        ],
        "The guard told the court: “I heard a shot. I saw nobody.\n\nThe lawyer said that he was asleep.": [
            "The guard | told | “I heard a shot. I saw nobody | affirm | The guard",
            "The lawyer | said | that he was asleep | affirm | The lawyer",
        ],
        '"The beds are full," Dr. Olga Ruud said, "and the corridors are full, too!\n\nThe ministry said that it would help.': [
            'Dr. Olga Ruud | said | "The beds are full," ... "and the corridors are full, too! | affirm | Olga Ruud',
            "The ministry | said | that it would help | - | The ministry",
        ],
        "Karin Holmen said, “The snow came early this year\n\nThe farmers said that the barley was lost.": [
            "Karin Holmen | said | “The snow came early this year | affirm | Karin Holmen",
            "The farmers | said | that the barley was lost | affirm | The farmers",
        ],
    },
    "opening marks that nothing closes": {
        "“The warden told us one night, “I’d rather you left ‘em here, but I know you’ll take ‘em home.”": [
            "The warden | told | “I’d rather you left ‘em here, but I know you’ll take ‘em home.” | - | The warden"
        ],
        "“My uncle told me every winter, “The ice is thin.”": [
            "My uncle | told | “The ice is thin.” | affirm | My uncle"
        ],
        "“The captain said, “We sailed ‘em home before dark.”": [
            "The captain | said | “We sailed ‘em home before dark.” | affirm | The captain"
        ],
        '"The old farmer told his sons one evening, "You can\'t sell \'em all."': [
            "The old farmer | told | \"You can't sell 'em all.\" | - | The old farmer"
        ],
        "““It is over,” the coach told reporters on Friday.": [
            "the coach | told | ““It is over,” | affirm | the coach"
        ],
    },
    "end marks inside a quotation": {
        'The waiter shouted "Fire! Get out!".\n\nThe cook asked "Where? Which floor?" and ran.': [
            'The waiter | shouted | "Fire! Get out!" | - | The waiter',
            'The cook | asked | "Where? Which floor?" | question | The cook',
        ],
        'The referee asked "Are you fit? Can you play?" and called a medic.': [
            'The referee | asked | "Are you fit? Can you play?" | question | The referee'
        ],
        "“Who pays?” asked Karin Holmen. “We do!” replied the mayor.": [
            "Karin Holmen | asked | “Who pays?” | question | Karin Holmen",
            "the mayor | replied | “We do!” | affirm | the mayor",
        ],
        '"Wait! Do not sign!" the lawyer said.': ['the lawyer | said | "Wait! Do not sign!" | - | the lawyer'],
        'The guard said "Nobody saw it!" and left the room.': [
            'The guard | said | "Nobody saw it!" | affirm | The guard'
        ],
    },
    "abbreviations and what follows a name": {
        "Greta Holt, Ph.D., of Stanmore College said the river was dying.": [
            "Greta Holt, Ph.D., of Stanmore College | said | the river was dying | affirm | Greta Holt"
        ],
        "Karl Odum, M.D., of St. Mary's said the ward would open at 3 p.m. Sunday.": [
            "Karl Odum, M.D., of St. Mary's | said | the ward would open at 3 p.m. Sunday | affirm | Karl Odum"
        ],
        "The U.N. said that Dr. J. K. Mbeki had left at 6 a.m. Tuesday.": [
            "The U.N. | said | that Dr. J. K. Mbeki had left at 6 a.m. Tuesday | affirm | U.N."
        ],
        "“The data are old,” said Prof. Ada Lorn, 61, of Keele.": [
            "Prof. Ada Lorn, 61, of Keele | said | “The data are old,” | affirm | Ada Lorn"
        ],
        "Lena Krog, Esq., of Dorn & Co. said the deal was dead.": [
            "Lena Krog, Esq., of Dorn & Co. | said | the deal was dead | affirm | Lena Krog"
        ],
    },
    "names that are other words elsewhere": {
        "“The road is closed,” Per Brandt said.": ["Per Brandt | said | “The road is closed,” | affirm | Per Brandt"],
        "“The road is closed,” said Will Young.": ["Will Young | said | “The road is closed,” | affirm | Will Young"],
        "The road is closed, warden An Nguyen said.": [
            "warden An Nguyen | said | The road is closed | affirm | An Nguyen"
        ],
        "Will Holm said that the road was closed. “It snows,” said Will Holm.": [
            "Will Holm | said | that the road was closed | affirm | Will Holm",
            "Will Holm | said | “It snows,” | affirm | Will Holm",
        ],
        "“The road is closed,” said Hope Ruud. According to Mark So, it snows.": [
            "Hope Ruud | said | “The road is closed,” | affirm | Hope Ruud",
            "Mark So | According to | it snows | affirm | Mark So",
        ],
    },
}

CASES = [
    pytest.param(text, claims, id=f"{kind} {n}")
    for kind, rows in KINDS.items()
    for n, (text, claims) in enumerate(rows.items(), 1)
]


@cache
def pipeline(extractor: str) -> Pipeline:
    """Return the pipeline of an extractor."""
    return Pipeline(extractor)


def described(claim: Claim, row: str) -> str:
    """Return a claim as a row of the table, without what the row does not check."""
    parts = [part.text if part is not None else "-" for part in (claim.source, claim.cue, claim.content)]
    found = [*parts, str(claim.stance), claim.source_name or "-"]
    return " | ".join("-" if wanted == "-" else one for one, wanted in zip(found, row.split(" | "), strict=True))


@pytest.mark.parametrize("extractor", ["rules", "neural"])
@pytest.mark.parametrize(("text", "claims"), CASES)
def test_claims_of_dirty_text(extractor: str, text: str, claims: list[str]) -> None:
    """Each extractor finds the claims of the table and no others, apart from nested claims."""
    found = [claim for claim in pipeline(extractor).extract(text) if claim.parent is None]
    assert len(found) == len(claims), [claim.content.text for claim in found]
    assert [described(claim, row) for claim, row in zip(found, claims, strict=True)] == claims


def test_every_kind_has_five_articles() -> None:
    """The table has the same number of articles of each kind."""
    assert {len(rows) for rows in KINDS.values()} == {5}
