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
CREATE INDEX idx_queue_review_type_status ON assessment_queue (review_type, status, priority);
CREATE INDEX idx_queue_priority ON assessment_queue (priority, status);
CREATE INDEX idx_queue_status ON assessment_queue (status);
CREATE INDEX idx_queue_added_at ON assessment_queue (added_at);
