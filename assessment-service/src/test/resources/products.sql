CREATE TABLE products (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    product_code VARCHAR(100),
    title VARCHAR(500),
    url VARCHAR(1000) UNIQUE,
    retailer VARCHAR(100),
    brand VARCHAR(200),
    price DECIMAL(10,2),
    original_price DECIMAL(10,2),
    clothing_type VARCHAR(100),
    modesty_status VARCHAR(50),
    stock_status VARCHAR(50),
    first_seen TIMESTAMP,
    last_updated TIMESTAMP,
    shopify_status TEXT DEFAULT 'not_uploaded',
    assessment_status TEXT DEFAULT 'not_assessed',
    lifecycle_stage TEXT,
    assessed_at TIMESTAMP
);

CREATE TABLE assessment_queue (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    product_url TEXT NOT NULL,
    retailer TEXT NOT NULL,
    category TEXT,
    review_type TEXT NOT NULL,
    priority TEXT NOT NULL DEFAULT 'normal',
    status TEXT NOT NULL DEFAULT 'pending',
    product_data TEXT NOT NULL,
    suspected_match_data TEXT,
    review_decision TEXT,
    reviewer_notes TEXT,
    reviewed_at TIMESTAMP,
    reviewed_by TEXT,
    added_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    source_workflow TEXT,
    UNIQUE (product_url, review_type)
);
