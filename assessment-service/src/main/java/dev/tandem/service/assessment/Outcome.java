package dev.tandem.service.assessment;

/** What became of a verdict. */
public enum Outcome {
    /** It is the current verdict of its review. */
    RECORDED("recorded", ""),
    /** It is, and the phone's clock was so far ahead that the time of its arrival counts. */
    CAPPED(
            "recorded",
            "The clock of this device is ahead: the verdict counts as given when it arrived. Let the device set its clock by"
                    + " the network."),
    /** The same verdict had been recorded before; the phone had not heard of it. */
    DUPLICATE("duplicate", "This verdict had arrived before."),
    /** A later verdict on the same review stands. */
    SUPERSEDED("superseded", "A later verdict on this product stands."),
    /** The product is neither among the products nor in the queue. */
    UNKNOWN_PRODUCT("rejected", "No product and no review has this address."),
    /** The product is known, but nobody suspects it to be a duplicate. */
    NOT_SUSPECTED("rejected", "Nobody asked whether this product is a duplicate."),
    /** Of the product nothing is known but another review. */
    NOT_ASKED("rejected", "This product is in another review, and nobody has asked for this one."),
    /** Another verdict came under the same id. */
    ID_TAKEN("rejected", "Another verdict has been recorded under this id."),
    /** A constraint of the database forbids it. */
    REFUSED("rejected", "The server's database has a rule that forbids this verdict.");

    private final String status;
    private final String reason;

    Outcome(String status, String reason) {
        this.status = status;
        this.reason = reason;
    }

    /** As the API names it. */
    public String status() {
        return status;
    }

    /** Whether it is the current verdict of its review. */
    public boolean isRecorded() {
        return status.equals(RECORDED.status);
    }

    /** Why, for people; empty where there is nothing to explain. */
    public String reason() {
        return reason;
    }
}
