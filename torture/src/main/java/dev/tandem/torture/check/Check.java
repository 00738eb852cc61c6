package dev.tandem.torture.check;

import java.util.List;

/** Something that must hold at the end. */
public interface Check {
    /** All of them. */
    List<Check> ALL =
            List.of(new NothingLost(), new AppliedOnce(), new NewestStands(), new AllAlike(), new NothingSilent());

    /** What does not hold, each in a sentence. */
    List<String> broken(Evidence evidence);

    /** Its name, as people read it. */
    String name();
}
