# The image of the one-off ingest container (docker-compose.prod.yml). It holds `hb` with what an ingest needs, and nothing
# of a project: heartbeat.yml, the inventory and the state are mounted at /project, credentials come from the environment.
# The demo's files stay out, too: a build context has whatever lies in a checkout's db/.
FROM python:3.12-slim AS build
WORKDIR /src
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY src ./src
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.12-slim
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir "$(echo /wheels/*.whl)[ingest]" && rm -r /wheels
# A new volume takes owner and mode from here. Writable for all, like /tmp: `--user` may be whoever owns the project.
RUN useradd --uid 1000 --no-create-home hb && install --directory --mode 1777 /var/dlt
# A user without an entry in /etc/passwd has no home.
ENV HOME=/tmp \
    DLT_PIPELINES_DIR=/var/dlt/pipelines
USER hb
WORKDIR /project
# No entrypoint: the command is `hb …`, started by docker's own init (`init: true`, `docker run --init`), so that signals
# reach it and it can finish what it has in hand.
CMD ["hb"]
