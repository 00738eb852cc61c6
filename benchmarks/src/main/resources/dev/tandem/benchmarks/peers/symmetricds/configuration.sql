insert into sym_node_group (node_group_id) values ('server');
insert into sym_node_group (node_group_id) values ('laptop');
insert into sym_node_group_link (source_node_group_id, target_node_group_id, data_event_action) values ('server', 'laptop', 'W');
insert into sym_node_group_link (source_node_group_id, target_node_group_id, data_event_action) values ('laptop', 'server', 'P');
insert into sym_router (router_id, source_node_group_id, target_node_group_id, router_type, create_time, last_update_time) values ('to-laptop', 'server', 'laptop', 'default', current_timestamp, current_timestamp);
insert into sym_trigger (trigger_id, source_table_name, channel_id, create_time, last_update_time) values ('products', 'products', 'default', current_timestamp, current_timestamp);
insert into sym_trigger_router (trigger_id, router_id, initial_load_order, create_time, last_update_time) values ('products', 'to-laptop', 1, current_timestamp, current_timestamp);
