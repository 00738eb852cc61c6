package dev.tandem.laptop.outlook;

import org.jspecify.annotations.Nullable;

/**
 * What one look found.
 *
 * @param nodeId who the database is; null unless it is adopted
 * @param underWay whether the server has not answered yet for something that was sent
 * @param reachable whether the broker answers
 * @param trouble why the topics could not be looked at; null if they could, or if there is no database to look for
 */
record Found(
        Outlook.State state,
        @Nullable String nodeId,
        Local local,
        Ahead ahead,
        Letters letters,
        boolean underWay,
        boolean reachable,
        Outlook.@Nullable Trouble trouble) {}
