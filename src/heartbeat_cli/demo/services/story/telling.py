"""The story as services: each with its rows, each at the bank's clock."""

from typing import Any

from heartbeat_cli.demo.services.bo import Bo
from heartbeat_cli.demo.services.ga4 import Ga4
from heartbeat_cli.demo.services.story.back_office import cases, operator_actions, queue
from heartbeat_cli.demo.services.story.bank import Bank
from heartbeat_cli.demo.services.story.crm import deleted_leads, leads, prospects
from heartbeat_cli.demo.services.story.deals import deals, history
from heartbeat_cli.demo.services.story.site import visits
from heartbeat_cli.demo.services.zoho import Zoho

FIELDS = {
    "Leads": {"Age_In_Days": "formula", "Annual_Revenue": "currency"},
    "Deals": {"Amount": "currency", "Expected_Revenue": "formula"},
    "DealHistory": {"Amount": "currency"},
}


def tell_zoho(bank: Bank, **options: Any) -> Zoho:
    """Leads, Deals and DealHistory. `options` are those of Zoho."""
    told = prospects(bank)
    modules = {"Leads": leads(bank, told), "Deals": deals(bank, told), "DealHistory": history(bank, told)}
    return Zoho(modules, fields=FIELDS, deleted={"Leads": deleted_leads(bank, told)}, now=lambda: bank.clock, **options)


def tell_ga4(bank: Bank, **options: Any) -> Ga4:
    """The visits of the web site. `options` are those of Ga4."""
    return Ga4(visits(bank), today=lambda: bank.clock.date(), **options)


def tell_bo(bank: Bank, **options: Any) -> Bo:
    """operator-actions, queue and cases. `options` are those of Bo."""
    streams = {"operator-actions": operator_actions(bank), "queue": queue(bank), "cases": cases(bank)}
    return Bo(streams, now=lambda: bank.clock, **options)
