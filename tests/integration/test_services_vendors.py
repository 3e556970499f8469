"""The vendors' own Python clients take the demo's services for the real thing."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from heartbeat_cli.demo.services import Ga4, Zoho
from heartbeat_cli.demo.services.story import made_up_bank, tell_ga4, tell_zoho

CLOCK = datetime(2026, 5, 8, 9, tzinfo=UTC)
BANK = made_up_bank(CLOCK, clients=400, reviews=10)
SCOPE = "https://www.googleapis.com/auth/analytics.readonly"
REPORT: dict[str, Any] = {
    "dimensions": [{"name": "date"}, {"name": "sessionDefaultChannelGroup"}],
    "metrics": [{"name": "sessions"}, {"name": "totalUsers"}, {"name": "keyEvents"}],
    "date_ranges": [{"start_date": "7daysAgo", "end_date": "yesterday"}],
    "order_bys": [{"dimension": {"dimension_name": "date"}}, {"metric": {"metric_name": "sessions"}, "desc": True}],
}


# Google Analytics: google-analytics-data


@pytest.fixture
def ga4() -> Iterator[Ga4]:
    pytest.importorskip("google.analytics.data_v1beta", reason="no google-analytics-data")
    with tell_ga4(BANK).serving() as service:
        yield service


@pytest.fixture
def analytics(ga4: Ga4) -> Any:
    from google.analytics.data_v1beta import BetaAnalyticsDataClient
    from google.oauth2 import service_account

    return BetaAnalyticsDataClient(
        credentials=service_account.Credentials.from_service_account_info(ga4.service_account()),
        transport="rest",
        client_options={"api_endpoint": ga4.url},
    )


def test_google_reads_a_report_page_by_page(ga4: Ga4, analytics: Any) -> None:
    organic = {"filter": {"field_name": "sessionDefaultChannelGroup", "string_filter": {"value": "Organic Search"}}}
    rows, offset, pages = [], 0, 0
    while True:
        request = {**REPORT, "property": f"properties/{ga4.property_id}", "limit": 4, "offset": offset}
        answer = analytics.run_report({**request, "dimension_filter": organic, "return_property_quota": True})
        rows += [([v.value for v in r.dimension_values], [v.value for v in r.metric_values]) for r in answer.rows]
        offset, pages = offset + len(answer.rows), pages + 1
        if offset >= answer.row_count:
            break
    days = sorted(f"2026050{day}" for day in range(1, 8))
    assert (pages, [dimensions for dimensions, _ in rows]) == (2, [[day, "Organic Search"] for day in days])
    wanted = {"date": days, "sessions": sum(int(metrics[0]) for _, metrics in rows)}
    seen = [r for r in ga4.rows if r["date"].replace("-", "") in days]
    assert wanted["sessions"] == sum(r["sessionDefaultChannelGroup"] == "Organic Search" for r in seen)
    assert [h.type_.name for h in answer.metric_headers] == ["TYPE_INTEGER", "TYPE_INTEGER", "TYPE_FLOAT"]
    assert (answer.metadata.currency_code, answer.metadata.time_zone) == ("EUR", "Etc/UTC")
    assert answer.property_quota.tokens_per_project_per_hour.remaining == 14_000 - 2


def test_google_reads_metadata_and_marks(ga4: Ga4, analytics: Any) -> None:
    told = analytics.get_metadata(name=f"properties/{ga4.property_id}/metadata")
    assert {"sessions", "totalUsers"} <= {metric.api_name for metric in told.metrics}
    for name in ("sampled", "thresholded", "other_row"):
        ga4.switch(name)
    metadata = analytics.run_report({**REPORT, "property": f"properties/{ga4.property_id}"}).metadata
    assert (metadata.subject_to_thresholding, metadata.data_loss_from_other_row) == (True, True)
    assert metadata.sampling_metadatas[0].samples_read_count < metadata.sampling_metadatas[0].sampling_space_size


def test_google_meets_errors_as_its_own(ga4: Ga4, analytics: Any) -> None:
    from google.api_core import exceptions

    right = {**REPORT, "property": f"properties/{ga4.property_id}"}
    for wrong, error in (
        ({**right, "property": "properties/1"}, exceptions.Forbidden),
        ({**right, "dimensions": [{"name": "nope"}]}, exceptions.BadRequest),
    ):
        with pytest.raises(error):
            analytics.run_report(wrong)
    ga4.switch("quota", value={"quota": "tokensPerProjectPerHour"})
    with pytest.raises(exceptions.TooManyRequests, match="Exhausted property tokens for a project per hour"):
        analytics.run_report(right)


def test_google_gets_a_token_for_a_signed_assertion(ga4: Ga4) -> None:
    from google.auth.transport.requests import AuthorizedSession
    from google.oauth2 import service_account

    account = service_account.Credentials.from_service_account_info(ga4.service_account(), scopes=[SCOPE])
    with AuthorizedSession(account) as session:
        path = f"{ga4.url}/v1beta/properties/{ga4.property_id}"
        assert session.get(f"{path}/metadata").status_code == 200
        ga4.switch("token_dies")
        assert session.get(f"{path}/metadata").status_code == 200
    assert [(seen.path, seen.status) for seen in ga4.seen()] == [
        ("/token", 200),
        (f"/v1beta/properties/{ga4.property_id}/metadata", 200),
        (f"/v1beta/properties/{ga4.property_id}/metadata", 401),
        ("/token", 200),
        (f"/v1beta/properties/{ga4.property_id}/metadata", 200),
    ]


# Zoho CRM: zohocrmsdk8_0


@pytest.fixture
def zoho(tmp_path: Path) -> Iterator[Zoho]:
    pytest.importorskip("zohocrmsdk", reason="no zohocrmsdk8_0")
    from zohocrmsdk.src.com.zoho.api.authenticator.oauth_token import OAuthToken
    from zohocrmsdk.src.com.zoho.api.authenticator.store.file_store import FileStore
    from zohocrmsdk.src.com.zoho.api.logger import Logger
    from zohocrmsdk.src.com.zoho.crm.api.dc.data_center import DataCenter
    from zohocrmsdk.src.com.zoho.crm.api.initializer import Initializer
    from zohocrmsdk.src.com.zoho.crm.api.sdk_config import SDKConfig

    with tell_zoho(BANK).serving() as service:
        accounts = service.accounts
        Initializer.initialize(
            DataCenter.Environment(service.url, f"{service.url}/oauth/v2/token", service.url),
            OAuthToken(
                accounts.client_id, accounts.client_secret, refresh_token=accounts.refresh_token, find_user=False
            ),
            FileStore(str(tmp_path / "tokens.txt")),
            SDKConfig(),
            str(tmp_path),
            Logger.get_instance(level=Logger.Levels.ERROR, file_path=str(tmp_path / "sdk.log")),
        )
        yield service


def records(module: str, since: datetime | None = None, **parameters: object) -> Any:
    """The SDK's answer to a request for a module's records."""
    from zohocrmsdk.src.com.zoho.crm.api.header_map import HeaderMap
    from zohocrmsdk.src.com.zoho.crm.api.parameter_map import ParameterMap
    from zohocrmsdk.src.com.zoho.crm.api.record import GetRecordsHeader, GetRecordsParam, RecordOperations

    asked, headers = ParameterMap(), HeaderMap()
    for name, value in parameters.items():
        asked.add(getattr(GetRecordsParam, name), value)
    if since is not None:
        headers.add(GetRecordsHeader.if_modified_since, since)
    return RecordOperations(module).get_records(asked, headers)


def test_zoho_reads_every_record_by_page_token(zoho: Zoho) -> None:
    fields = "Last_Name,Owner,Languages,Annual_Revenue,Converted__s,Converted_Deal,Modified_Time"
    read, token = [], None
    while True:
        more = {"page_token": token} if token else {}
        answer = records("Leads", fields=fields, per_page=50, converted="both", **more).get_object()
        read += answer.get_data()
        token = answer.get_info().get_next_page_token()
        if not answer.get_info().get_more_records():
            break
    kept = {lead["id"]: lead for lead in zoho.modules.all("Leads")}
    assert (len(read), {str(record.get_id()) for record in read}) == (len(kept), set(kept))
    first = read[0]
    lead = kept[str(first.get_id())]
    assert first.get_key_value("Owner").get_name() == lead["Owner"]["name"]
    assert [choice.get_value() for choice in first.get_key_value("Languages")] == lead["Languages"]
    assert first.get_modified_time() == datetime.fromisoformat(lead["Modified_Time"])


def test_zoho_reads_settings_and_what_was_deleted(zoho: Zoho) -> None:
    from zohocrmsdk.src.com.zoho.crm.api.fields import FieldsOperations, GetFieldsParam
    from zohocrmsdk.src.com.zoho.crm.api.header_map import HeaderMap
    from zohocrmsdk.src.com.zoho.crm.api.modules import ModulesOperations
    from zohocrmsdk.src.com.zoho.crm.api.org import OrgOperations
    from zohocrmsdk.src.com.zoho.crm.api.parameter_map import ParameterMap
    from zohocrmsdk.src.com.zoho.crm.api.record import RecordOperations

    asked = ParameterMap()
    asked.add(GetFieldsParam.module, "Deals")
    fields = {
        f.get_api_name(): f.get_data_type() for f in FieldsOperations().get_fields(asked).get_object().get_fields()
    }
    assert (fields["Amount"], fields["Expected_Revenue"], fields["Closing_Date"]) == ("currency", "formula", "date")
    modules = ModulesOperations().get_modules(ParameterMap(), HeaderMap()).get_object().get_modules()
    assert [module.get_api_name() for module in modules] == ["Leads", "Deals", "DealHistory"]
    assert OrgOperations().get_organization().get_object().get_org()[0].get_iso_code() == "EUR"
    zoho.modules.delete("Leads", zoho.modules.all("Leads")[0]["id"])
    deleted = RecordOperations("Leads").get_deleted_records(ParameterMap(), HeaderMap()).get_object().get_data()
    assert len(deleted) == len(zoho.modules.deleted("Leads", None))


def test_zoho_meets_nothing_and_errors_as_its_own(zoho: Zoho) -> None:
    from zohocrmsdk.src.com.zoho.crm.api.record import APIException

    assert records("Leads", since=CLOCK, fields="Last_Name").get_status_code() == 304
    assert records("Leads", fields="Last_Name", page=10, per_page=200).get_status_code() == 204
    refused = records("Leads", fields=",".join(f"Question_{n:02}" for n in range(51))).get_object()
    assert (type(refused), refused.get_code().get_value()) == (APIException, "LIMIT_EXCEEDED")
    zoho.switch("scope_mismatch")
    assert records("Leads", fields="Last_Name").get_object().get_code().get_value() == "OAUTH_SCOPE_MISMATCH"
