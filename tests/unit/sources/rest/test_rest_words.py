"""A mistake in the file of a REST source is told once, where it stands, and no secret with it."""

from pathlib import Path

import pytest

from heartbeat_cli.estate import load_inventory, load_project, read_inventory

HEAD = "source: bo\ntitle: BO\nrole: r\narchetype: rest\naccess: pending\n"
SOUND = """
client:
  base_url: https://bo.test/api/v1
  headers: {Accept-Language: en}
  auth: {type: api_key, name: X-Key, location: header}
  paginator: {type: page_number, base_page: 1, page_param: page, total_path: page.total_pages, maximum_page: 900}
resource_defaults:
  primary_key: id
  endpoint: {params: {page_size: 100}}
resources:
  - cases
  - name: operator_actions
    endpoint:
      path: operator-actions
      data_selector: data.items
      paginator: {type: cursor, cursor_path: meta.next, cursor_param: cursor}
      incremental: {cursor_path: updated_at, start_param: updated_since, initial_value: 2026-01-01, lag: 60}
    columns:
      amount: {data_type: decimal, precision: 18, scale: 2}
  - name: queue
    primary_key: [queue, item.id]
    endpoint: {paginator: single_page}
    full_every: 7 days
"""


def problems(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "db/sources").mkdir(parents=True, exist_ok=True)
    (tmp_path / "heartbeat.yml").write_text("truth_source: bo\nclusters: {A: {mirror: prod, env: PG}}\n")
    (tmp_path / "db/sources/bo.yml").write_text(HEAD + text.lstrip("\n"))
    found = read_inventory(load_project(tmp_path / "heartbeat.yml"))[1]
    return [f"{problem.line}:{problem.column}: {problem.message}" for problem in found]


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    assert problems(tmp_path, SOUND) == []
    source = load_inventory(load_project(tmp_path / "heartbeat.yml")).require("bo")
    assert (source.schemas, source.datasets) == (("api",), ("bo_api",))


# What stands in the sound file, what stands there instead, and what is said of it. The file begins at line 6.
@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("  base_url: https", "  base_ulr: https", "7:3: client: unknown key 'base_ulr'. Did you mean 'base_url'?"),
        (
            "https://bo.test/api/v1",
            "bo.test",
            "7:13: client.base_url: 'bo.test' is not a URL that begins with https://",
        ),
        (
            "type: api_key",
            "type: apikey",
            "9:16: client.auth.type: 'apikey' is not one of: bearer, api_key",
        ),
        ("type: api_key", "type: bearer", "9:24: client.auth: unknown key 'name'."),
        (
            "auth: {type: api_key, name: X-Key, location: header}",
            "auth: bearr",
            "9:9: client.auth: 'bearr' is not",
        ),
        (
            "{type: api_key, name: X-Key, location: header}",
            "oauth2_client_credentials",
            "9:9: client.auth: 'oauth2",
        ),
        (
            "{type: api_key, name: X-Key, location: header}",
            "{type: oauth2_client_credentials}",
            "9:9: client.auth: 'access_token_url' is missing",
        ),
        (
            "location: header",
            "location: body",
            "9:48: client.auth.location: 'body' is not one of: header, query",
        ),
        (
            "page_param: page",
            "page_parm: page",
            "10:48: client.paginator: unknown key 'page_parm'. Did you mean 'page_",
        ),
        (
            "type: page_number",
            "type: pages",
            "10:21: client.paginator.type: 'pages' is not one of: single_page",
        ),
        ("type: page_number, base", "base", "10:14: client.paginator: 'type' is missing"),
        ("base_page: 1", "base_page: one", "10:45: client.paginator.base_page: should be a whole number, not 'one'"),
        ("base_page: 1", "limit: 1", "10:34: client.paginator: unknown key 'limit'."),
        (
            "total_path: page.total_pages",
            "total_path: page..total",
            "10:78: client.paginator.total_path: 'page..total'",
        ),
        ("primary_key: id\n", "primary_kye: id\n", "12:3: resource_defaults: unknown key 'primary_kye'. Did you mean"),
        ("  - cases", "  - Cases", "15:5: resources.0: 'Cases' is not a name of small letters"),
        ("- name: queue", "- nmae: queue", "24:5: resources.2: unknown key 'nmae'. Did you mean 'name'?"),
        ("- name: queue", "- name: cases", "24:5: resources.2: there is a resource 'cases' already"),
        (
            "data_selector",
            "data_selecter",
            "19:7: resources.1.endpoint: unknown key 'data_selecter'. Did you mean",
        ),
        (
            "{type: cursor, cursor_path: meta.next, cursor_param: cursor}",
            "{type: offset}",
            "20:18: resources.1.endpoint.paginator: 'limit' is missing",
        ),
        ("cursor_path: updated_at, ", "", "21:20: resources.1.endpoint.incremental: 'cursor_path' is missing"),
        (", start_param: updated_since", "", "16:5: resources.1: nothing asks for what is new: `start_param` names"),
        (
            "data_type: decimal",
            "data_type: numeric",
            "23:27: resources.1.columns.amount.data_type: 'numeric' is",
        ),
        ("full_every: 7 days", "full_every: weekly", "27:17: resources.2.full_every: 'weekly' is not a time"),
        (
            "endpoint: {paginator: single_page}",
            "endpoint: {paginator: auto}",
            "26:27: resources.2.endpoint.pag",
        ),
        (
            "endpoint: {paginator: single_page}",
            "endpoint: {json: {}}",
            "24:5: resources.2: a GET has no body; `json` ",
        ),
        ("resources:\n", "reources:\n", "14:1: unknown key 'reources'. Did you mean 'resources'?"),
    ],
)
def test_a_mistake_is_told_once_where_it_stands(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    assert right in SOUND
    found = problems(tmp_path, SOUND.replace(right, wrong, 1))
    assert [message[: len(said)] for message in found] == [said], found


SECRET = "s3cr3t-0f-the-b4nk"


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        (
            "{type: api_key, name: X-Key, location: header}",
            f"{{type: bearer, token: {SECRET}}}",
            "9:31: client.auth.token",
        ),
        ("{type: api_key,", f"{{type: api_key, api_key: {SECRET},", "9:34: client.auth.api_key"),
        ("{type: api_key,", f"{{type: api_key, password: {SECRET},", "9:35: client.auth.password"),
        (
            "{type: api_key, name: X-Key, location: header}",
            f"{{type: oauth2_client_credentials, access_token_url: 'https://a.test', client_secret: {SECRET}}}",
            "9:94: client.auth.client_secret",
        ),
        (
            "{type: api_key, name: X-Key, location: header}",
            "{type: oauth2_client_credentials, access_token_url: 'https://a.test', "
            f"access_token_request_data: {{client_secret: {SECRET}}}}}",
            "9:122: client.auth.access_token_request_data.client_secret",
        ),
        ("Accept-Language: en", f"Authorization: Bearer {SECRET}", "8:28: client.headers.Authorization"),
        ("Accept-Language: en", f"X-Api-Key: {SECRET}", "8:24: client.headers.X-Api-Key"),
        ("Accept-Language: en", f"X-Own: Bearer {SECRET}", "8:20: client.headers.X-Own"),
        ("page_size: 100", f"api_key: {SECRET}", "13:32: resource_defaults.endpoint.params.api_key"),
        ("page_size: 100", f"access_token: {SECRET}", "13:37: resource_defaults.endpoint.params.access_token"),
        ("https://bo.test", f"https://me:{SECRET}@bo.test", "7:13: client.base_url"),
    ],
)
def test_a_secret_in_the_file_is_refused_and_not_shown(tmp_path: Path, right: str, wrong: str, place: str) -> None:
    assert right in SOUND
    (found,) = problems(tmp_path, SOUND.replace(right, wrong, 1))
    assert found.startswith(f"{place}: credentials do not belong in a file: they are read from the environment")
    assert SECRET not in found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "client: {base_url: 'https://bo.test'}\n",
            "6:9: client: an API is described by `client` and `resources`",
        ),
        (
            "resources: [cases]\n",
            "6:12: resources: an API is described by `client` and `resources`; `cl",
        ),
        ("client: {}\nresources: [cases]\n", "7:13: resources.0: nothing says how its pages follow each other"),
        (
            "client: {paginator: single_page}\nresources: [cases]\nschemas: {ops: {slice: {only: [casse]}}}\n",
            "8:32: slice: there is no resource 'casse'. Did you mean 'cases'?",
        ),
        (
            "client: {paginator: {type: cursor, cursor_param: a, cursor_body_path: b}}\nresources: [cases]\n",
            "7:13: resources.0: the paginator has both cursor_param and cursor_body_path",
        ),
        (
            "client: {paginator: single_page}\nresources:\n"
            "- {name: a, endpoint: {params: {q: 'since {incremental.start_value}'}}}\n",
            "8:3: resources.0: {incremental.start_value} stands in params, and there is no `incremental`",
        ),
    ],
)
def test_what_no_schema_can_say_is_told_as_well(tmp_path: Path, text: str, said: str) -> None:
    assert [message[: len(said)] for message in problems(tmp_path, text)] == [said]


def test_the_example_of_the_documentation_is_sound(tmp_path: Path) -> None:
    page = (Path(__file__).parents[4] / "docs/how-to/land-a-rest-api.md").read_text()
    text = page.partition("```yaml db/sources/back_office.yml\n")[2].partition("```")[0]
    (tmp_path / "db/sources").mkdir(parents=True)
    (tmp_path / "heartbeat.yml").write_text("truth_source: back_office\nclusters: {A: {mirror: prod, env: PG}}\n")
    (tmp_path / "db/sources/back_office.yml").write_text(text)
    source = load_inventory(load_project(tmp_path / "heartbeat.yml")).require("back_office")
    assert [one["name"] if isinstance(one, dict) else one for one in source.option("resources")] == [
        "cases",
        "operator_actions",
        "queues",
    ]
