CREATE TABLE catalog_products (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  product_code VARCHAR(100),
  catalog_url VARCHAR(1000) NOT NULL,
  normalized_url VARCHAR(1000),
  retailer VARCHAR(100) NOT NULL,
  category VARCHAR(100) NOT NULL,
  title VARCHAR(500),
  price DECIMAL(10,2),
  original_price DECIMAL(10,2),
  sale_status VARCHAR(50),
  image_urls TEXT,
  availability VARCHAR(50),
  discovered_date DATE NOT NULL,
  discovery_run_id VARCHAR(100),
  extraction_method VARCHAR(50),
  review_status VARCHAR(50) DEFAULT 'pending',
  review_type VARCHAR(50) DEFAULT 'modesty_assessment',
  reviewed_by VARCHAR(100),
  reviewed_date TIMESTAMP,
  review_notes TEXT,
  is_new_product BOOLEAN DEFAULT 1,
  similarity_matches TEXT,
  confidence_score DECIMAL(3,2),
  approved_for_scraping BOOLEAN DEFAULT 0,
  batch_created BOOLEAN DEFAULT 0,
  batch_file VARCHAR(200),
  shopify_draft_id BIGINT,
  processing_stage VARCHAR(50) DEFAULT 'discovered',
  full_scrape_attempted BOOLEAN DEFAULT 0,
  full_scrape_completed BOOLEAN DEFAULT 0,
  cost_incurred DECIMAL(8,4) DEFAULT 0,
  shopify_image_urls TEXT,
  created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX idx_catalog_products_discovery_run ON catalog_products (discovery_run_id);
CREATE INDEX idx_catalog_products_normalized_url ON catalog_products (normalized_url);
CREATE INDEX idx_catalog_products_product_code ON catalog_products (product_code, retailer);
CREATE INDEX idx_catalog_products_retailer_category ON catalog_products (retailer, category);
CREATE INDEX idx_catalog_products_review_status ON catalog_products (review_status);
CREATE INDEX idx_catalog_products_shopify_draft_id ON catalog_products (shopify_draft_id);
