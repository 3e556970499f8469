-- A shop whose keys nobody declared, with tables in the plural.
CREATE TABLE customers (
    id bigint PRIMARY KEY, email text NOT NULL, name text, country text NOT NULL, newsletter boolean NOT NULL,
    created_at timestamptz NOT NULL, is_test boolean NOT NULL
);
CREATE TABLE categories (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE products (
    id bigint PRIMARY KEY, category_id integer NOT NULL, title text NOT NULL, price numeric(10,2) NOT NULL,
    stock_quantity integer NOT NULL, discontinued boolean NOT NULL, created_at timestamptz NOT NULL
);
CREATE TABLE orders (
    id bigint PRIMARY KEY, customer_id bigint NOT NULL, status text NOT NULL, channel text NOT NULL,
    total_amount numeric(12,2) NOT NULL, currency text NOT NULL, placed_at timestamptz NOT NULL, shipped_at timestamptz,
    delivered_at timestamptz
);
CREATE TABLE order_items (
    id bigint PRIMARY KEY, order_id bigint NOT NULL, product_id bigint NOT NULL, quantity integer NOT NULL,
    unit_price numeric(10,2) NOT NULL
);
CREATE TABLE returns (
    id bigint PRIMARY KEY, order_id bigint NOT NULL, reason text NOT NULL, refund_amount numeric(12,2) NOT NULL,
    requested_at timestamptz NOT NULL, refunded_at timestamptz
);
CREATE TABLE reviews (
    id bigint PRIMARY KEY, product_id bigint NOT NULL, customer_id bigint NOT NULL, rating smallint NOT NULL,
    posted_at timestamptz NOT NULL
);
CREATE TABLE support_tickets (
    id bigint PRIMARY KEY, customer_id bigint NOT NULL, topic text NOT NULL, priority text NOT NULL,
    opened_at timestamptz NOT NULL, first_reply_at timestamptz, solved_at timestamptz
);
CREATE TABLE subscriptions (
    id bigint PRIMARY KEY, customer_id bigint NOT NULL, plan text NOT NULL, monthly_price numeric(8,2) NOT NULL,
    started_at timestamptz NOT NULL, ended_at timestamptz
);
