package dev.tandem.stream.guarantee;

import dev.tandem.stream.node.Role;

/** The nodes of a history. */
enum Who {
    SERVER(Role.SERVER),
    ONE(Role.LAPTOP),
    TWO(Role.LAPTOP),
    /** A laptop that is new when all is over: it knows only what the topics hold. */
    NEWCOMER(Role.LAPTOP);

    final Role role;

    Who(Role role) {
        this.role = role;
    }
}
