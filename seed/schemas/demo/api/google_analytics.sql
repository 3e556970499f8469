-- The streams of Google Analytics, as `hb mirror pull google_analytics` found them.

CREATE SCHEMA reports;

CREATE TABLE reports.landing_pages (
    date date NOT NULL,
    "landingPage" text NOT NULL,
    sessions bigint,
    "engagedSessions" bigint,
    "keyEvents" double precision,
    _raw json,
    PRIMARY KEY (date, "landingPage")
);
COMMENT ON TABLE reports.landing_pages IS 'GA4 property 412345678, days of Etc/UTC, amounts in EUR';

CREATE TABLE reports.sessions_by_channel (
    date date NOT NULL,
    "sessionDefaultChannelGroup" text NOT NULL,
    sessions bigint,
    "engagedSessions" bigint,
    "totalUsers" bigint,
    "activeUsers" bigint,
    "newUsers" bigint,
    "keyEvents" double precision,
    _raw json,
    PRIMARY KEY (date, "sessionDefaultChannelGroup")
);
COMMENT ON TABLE reports.sessions_by_channel IS 'GA4 property 412345678, days of Etc/UTC, amounts in EUR';
COMMENT ON COLUMN reports.sessions_by_channel."totalUsers" IS 'counted by person: does not add up over dimensions or days';
COMMENT ON COLUMN reports.sessions_by_channel."activeUsers" IS 'counted by person: does not add up over dimensions or days';

CREATE TABLE reports.sessions_by_source (
    date date NOT NULL,
    "sessionSource" text NOT NULL,
    "sessionMedium" text NOT NULL,
    sessions bigint,
    "engagedSessions" bigint,
    "keyEvents" double precision,
    _raw json,
    PRIMARY KEY (date, "sessionSource", "sessionMedium")
);
COMMENT ON TABLE reports.sessions_by_source IS 'GA4 property 412345678, days of Etc/UTC, amounts in EUR';
