CREATE TABLE products (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  url VARCHAR(1000) UNIQUE,
  title VARCHAR(500),
  retailer VARCHAR(100),
  brand VARCHAR(200),
  price DECIMAL(10,2),
  clothing_type VARCHAR(100),
  modesty_status VARCHAR(50),
  shopify_status TEXT DEFAULT 'not_uploaded',
  assessment_status TEXT DEFAULT 'not_assessed',
  first_seen TIMESTAMP,
  last_updated TIMESTAMP
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
