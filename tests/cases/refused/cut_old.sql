--
-- PostgreSQL database dump
--

-- Dumped from database version 14.9
-- Dumped by pg_dump version 16.1

SET statement_timeout = 0;
SET lock_timeout = 0;
CREATE TABLE public.parted (id integer GENERATED ALWAYS AS IDENTITY, day date) PARTITION BY RANGE (day);
CREATE TABLE public.part (id integer NOT NULL, day date);
ALTER TABLE ONLY public.parted ATTACH PARTITION public.part FOR VALUES FROM (1) TO (2);
CREATE TYPE public.span AS RANGE (subtype = date);
REVOKE USAGE ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO PUBLIC;
GRANT ALL ON TABLE public.part TO reader;
GRANT USAGE, CREATE ON SCHEMA public TO writer;
CREATE TABLE public.last (id integer,
    x te