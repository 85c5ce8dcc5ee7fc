"""Puts the documents of https://w3id.org/newsclaims/ on the site, and writes the redirects to them.

As a hook of mkdocs, it adds the documents, which are those in the package, to the files of the site. As a program, it
writes the folder for a pull request to w3id.org:

    python docs/w3id.py ../w3id.org --maintainer NAME

writes `newsclaims/.htaccess` and `newsclaims/README.md` into a clone of https://github.com/perma-id/w3id.org, with the
addresses in `pyproject.toml`, and the names that the maintainers have on GitHub.

    python docs/w3id.py

writes `docs/w3id/.htaccess` again, the same file without the address of the site. Run it after a change of
`newsclaims/data/rdf/namespace.tsv`, which lists the documents.
"""  # noqa: INP001

import argparse
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from newsclaims.serialisers._namespace import NamespaceDocument, namespace_documents

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

ROOT: Final = Path(__file__).resolve().parent.parent
TEMPLATES: Final = ROOT / "docs" / "w3id"
START: Final = "https://w3id.org/newsclaims/"
HEAD: Final = """\
# Redirects of https://w3id.org/newsclaims/, for https://github.com/perma-id/w3id.org.
# docs/w3id.py of newsclaims wrote this file. Its README.md says whom to ask.

RewriteEngine on

<IfModule mod_headers.c>
  # Scripts in web pages may follow the redirects, and caches must keep the forms apart.
  Header always set Access-Control-Allow-Origin "*"
  Header always merge Vary "Accept"
</IfModule>

# The address of the site.
RewriteRule ^ - [E=SITE:@SITE@]

# The page about the namespace.
RewriteRule ^$ %{ENV:SITE}/reference/namespace.html [R=303,L]
"""


def on_files(files: "Files", *, config: "MkDocsConfig") -> "Files":
    """Add the documents to the files of the site.

    Args:
        files: The files that mkdocs found.
        config: The settings of the site.
    """
    from mkdocs.structure.files import File

    for document in namespace_documents():
        files.append(File.generated(config, place(document), content=document.text()))
    return files


def place(document: NamespaceDocument) -> str:
    """Return the place of a document on the site.

    Args:
        document: The document.
    """
    return f"namespace/{PurePosixPath(document.file).name}"


class AddressError(Exception):
    """The project has no address yet."""


def main() -> None:
    """Write the template, or the folder for w3id.org."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clone", type=Path, nargs="?", help="a clone of w3id.org; without it, write the template")
    parser.add_argument("--maintainer", action="append", help="the GitHub name of a maintainer; repeat it for several")
    options = parser.parse_args()
    if options.clone is None:
        (TEMPLATES / ".htaccess").write_text(rules(), encoding="utf-8", newline="\n")
        return
    if not options.clone.is_dir():
        parser.error(f"{options.clone} is not a folder. Clone https://github.com/perma-id/w3id.org first.")
    if not options.maintainer:
        parser.error("w3id.org asks whom to reach. Give the GitHub name of each maintainer with --maintainer.")
    try:
        write_folder(options.clone / "newsclaims", options.maintainer, ROOT / "pyproject.toml")
    except AddressError as missing:
        parser.error(str(missing))


def write_folder(folder: Path, maintainers: Sequence[str], project: Path) -> None:
    """Write the folder for w3id.org.

    Args:
        folder: The folder.
        maintainers: The GitHub names of the maintainers, with or without `@`.
        project: The file with the addresses of the project.

    Raises:
        AddressError: If an address is not set.
    """
    addresses = tomllib.loads(project.read_text(encoding="utf-8"))["tool"]["newsclaims"]
    missing = [name for name in ("repository", "site") if not addresses[name]]
    if missing:
        raise AddressError(f"{project.name} does not have the address of the {' and of the '.join(missing)} yet.")
    names = [name.removeprefix("@") for name in maintainers]
    values = {
        "@SITE@": addresses["site"],
        "@REPOSITORY@": addresses["repository"],
        "@MAINTAINERS@": "\n".join(f"- [@{name}](https://github.com/{name})" for name in names),
    }
    folder.mkdir(exist_ok=True)
    for template, name in {".htaccess": ".htaccess", "README.txt": "README.md"}.items():
        text = (TEMPLATES / template).read_text(encoding="utf-8")
        text = re.sub("|".join(values), lambda found: values[found[0]], text)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def rules() -> str:
    """Return the redirects, without the address of the site."""
    documents = namespace_documents()
    addresses = dict.fromkeys(one.address for one in documents)
    groups = (_rules([one for one in documents if one.address == address]) for address in addresses)
    return "\n".join([HEAD, *("\n".join([*group, ""]) for group in groups)])


def _rules(forms: Sequence[NamespaceDocument]) -> Iterator[str]:
    """Yield the redirects of one address: the form that is asked for, the page for a browser, or else the first form.

    Browsers ask for text/html. Programs that read linked data may ask for application/xhtml+xml too, so that does not
    count.
    """
    path = re.escape(urlsplit(forms[0].address).path.removeprefix(urlsplit(START).path))
    yield f"# {forms[0].what[0].upper()}{forms[0].what[1:]}."
    for form in forms if len(forms) > 1 else ():
        yield f"RewriteCond %{{HTTP_ACCEPT}} {re.escape(form.media_type)}"
        yield _rule(path, place(form))
    if page := forms[0].page:
        if len(forms) == 1:
            yield f"RewriteCond %{{HTTP_ACCEPT}} !{re.escape(forms[0].media_type)}"
        yield r"RewriteCond %{HTTP_ACCEPT} text/html"
        yield _rule(path, f"{page}.html")
    yield _rule(path, place(forms[0]))


def _rule(path: str, target: str) -> str:
    """Return a redirect to a place on the site; a browser adds what follows `#` to it."""
    return f"RewriteRule ^{path}$ %{{ENV:SITE}}/{target} [R=303,L]"


if __name__ == "__main__":
    main()
