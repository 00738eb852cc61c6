/** Starts the server: its databases, its stream and the phone's page and API, as one process. */
@NullMarked
package dev.tandem.service;

import org.jspecify.annotations.NullMarked;
