"""`hb discover`: from a question to a candidate, right source first."""

import typer

from heartbeat_cli.cli.discover import options, run
from heartbeat_cli.cli.discover.resume_alone import ResumeAlone

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


@app.command(cls=ResumeAlone)
def discover(
    question: options.Question = None,
    proposal: options.Proposal = None,
    table: options.Table = None,
    measure: options.Measure = None,
    column: options.Column = None,
    until: options.Until = None,
    in_: options.In = None,
    share_where: options.ShareWhere = None,
    where: options.Where = None,
    window: options.Window = None,
    time: options.Time = None,
    sql: options.Sql = None,
    as_of: options.AsOf = None,
    name: options.Name = None,
    label: options.Label = None,
    description: options.Description = None,
    owner: options.Owner = None,
    unit: options.Unit = None,
    direction: options.Direction = None,
    fallback_note: options.FallbackNote = None,
    tried: options.Tried = None,
    review_by: options.ReviewBy = None,
    about: options.About = None,
    caveat: options.Caveat = None,
    stop_gap: options.StopGap = None,
    needs: options.Needs = None,
    answers: options.AnswersFile = None,
    resume: options.Resume = None,
    replace: options.Replace = False,
    dry_run: options.DryRun = False,
    anyway: options.Anyway = False,
    brief: options.Brief = False,
    suggest: options.Suggest = False,
    top: options.Top = 5,
    step: options.Step = False,
) -> None:
    """From a question to a candidate metric, right source first.

    Asks for what the flags leave open, looks in the right source before any other, shows the SQL and the number, and
    writes a candidate. Where the right source is not landed the candidate is parked, and no number is shown.

    At a terminal esc or ← goes back to the question before, `?` helps, tab completes. What was answered is kept: after
    Ctrl-C or a killed terminal `--resume` goes on.

    Examples:

    - `hb discover`
    - `hb discover "KYC pass rate"`
    - `hb discover "Active clients" --table webbank.core.client_profile --measure count`
    - `hb discover "Payments rejected last week" --proposal 1 --owner payments`
    - `hb discover --answers active-clients.yml --dry-run`
    - `hb discover --resume`
    - `hb discover "Active clients" --step --json`
    - `hb discover --suggest bpm --top 10`
    """
    flags = run.answers_by_flag(
        question=question, proposal=proposal, table=table, measure=measure, column=column, until=until, in_=in_,
        share_where=share_where, where=where, window=window, time=time, sql=sql, name=name, label=label,
        description=description, owner=owner, unit=unit, direction=direction, fallback_note=fallback_note,
        tried=tried, review_by=review_by, caveat=caveat, about=about, stop_gap=stop_gap, needs=needs,
        anyway="yes" if anyway else None,
    )  # fmt: skip
    if suggest and run.show_suggestions(flags, top, step=step):
        return
    flags = run.opened_suggestion(flags) if suggest else flags
    if step and run.show_step(flags, file=answers, as_of=as_of):
        return
    found = run.discover(flags, file=answers, resume=resume, as_of=as_of, dry_run=dry_run, overwrite=replace)
    run.print_found(found, brief=brief)
