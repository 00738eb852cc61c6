CREATE TABLE catalog_baselines (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  retailer VARCHAR(100) NOT NULL,
  category VARCHAR(100) NOT NULL,
  baseline_date DATE NOT NULL,
  total_products_seen INTEGER NOT NULL,
  crawl_pages INTEGER,
  crawl_depth_reached VARCHAR(100),
  extraction_method VARCHAR(50),
  catalog_url VARCHAR(1000),
  sort_by_newest_url VARCHAR(1000),
  pagination_type VARCHAR(50),
  has_sort_by_newest BOOLEAN DEFAULT 1,
  early_stop_threshold INTEGER DEFAULT 5,
  baseline_status VARCHAR(50) DEFAULT 'active',
  last_validated TIMESTAMP,
  validation_notes TEXT,
  baseline_crawl_time DECIMAL(8,2),
  avg_products_per_page DECIMAL(5,1),
  created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  UNIQUE (retailer, category, baseline_date)
);
CREATE INDEX idx_catalog_baselines_retailer_category ON catalog_baselines (retailer, category);
