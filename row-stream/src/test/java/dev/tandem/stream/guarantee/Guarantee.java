package dev.tandem.stream.guarantee;

import java.util.List;

/** A promise of Tandem's, as something that looks at a whole run and says where it was not kept. */
interface Guarantee {
    /** All guarantees. */
    List<Guarantee> ALL =
            List.of(new NothingLost(), new AppliedOnce(), new NewestWins(), new Convergence(), new NothingSilent());

    /** Where the promise was broken, a sentence each; nothing if it was kept. To be asked once the world has settled. */
    List<String> broken(World world);
}
