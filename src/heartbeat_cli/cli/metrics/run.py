"""`hb metrics run`."""

from heartbeat_cli.cli.format_option import chosen_format
from heartbeat_cli.cli.metrics.one import run_again, run_one
from heartbeat_cli.cli.metrics.options import AsOf
from heartbeat_cli.cli.metrics.run_options import (
    By,
    Compare,
    Every,
    EveryOne,
    Names,
    ReceiptId,
    RowsFormat,
    Since,
    Sort,
    Status,
    Top,
    check_asked,
    check_beside,
    check_receipt,
)
from heartbeat_cli.cli.metrics.several import run_several


def run(
    names: Names = None,
    every_one: EveryOne = False,
    status: Status = None,
    since: Since = None,
    every: Every = None,
    by: By = None,
    top: Top = None,
    change: Compare = False,
    sort: Sort = None,
    as_of: AsOf = None,
    receipt: ReceiptId = None,
    format: RowsFormat = "table",
) -> None:
    """Compute metrics from the marts: the number, its age, its status and its notes; of several a table.

    A number whose data is too old is stale, and one of a moment before there was any has no data: the exit code is
    then 6. Where `hb check` finds errors in the metric, a line says which, and that the number must not be used. A
    parked metric has no number, nor has one on the wrong source, or one whose fallback is not explained: the exit
    code is then 5. Each run leaves a receipt in the marts; a receipt that is run again and gives another number
    ends with 6, and with what has changed.

    Several are computed from one snapshot of the marts. One that fails keeps none of the others from running: the
    exit code is then 6, and 1 where none has a number. `--change` holds each against the window before, where its
    window moves. `--since` shows what the number was as of each moment since then: days keep the time of the day in
    the project's time zone, a moment without data is a gap, and no receipt is made of a series. `--by` splits the
    number by a column, and says whether the values add up to it.

    Examples:

    - `hb metrics run clients_onboarded_count_30d`
    - `hb metrics run clients_onboarded_count_30d --as-of 2026-05-07T09:00Z --json`
    - `hb metrics run clients_onboarded_count_30d --receipt 3fa1c2`
    - `hb metrics run clients_onboarded_count_30d --since 90d --every 1d`
    - `hb metrics run clients_active_count_total --by c.state_id`
    - `hb metrics run 'clients_*' 'outgoing_*' --change --sort change`
    - `hb metrics run --status aligned --format csv`
    """
    from heartbeat_cli.app import means_one

    chosen, asked, statuses = chosen_format(format), names or [], status or []
    check_asked(asked, statuses, every_one=every_one, sort=sort)
    check_beside(since, every, by, top)
    if receipt is not None:
        check_receipt(asked, statuses, as_of)
        run_again(asked[0], receipt)
    elif not means_one(asked, statuses) or change or since is not None or by is not None or chosen == "csv":
        beside = {"change": change, "since": since, "every": every, "by": by, "top": top}
        run_several(asked, statuses, as_of, sort, chosen, beside)
    else:
        run_one(asked[0], as_of)
