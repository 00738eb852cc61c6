// A verdict as this phone keeps it, and what may happen to it. Pure: time and ids come in as arguments.

/** Where a verdict is. The server's answer ends PHONE; only an undo leads on from SERVER. */
export const State = Object.freeze({
  PHONE: "phone",
  SERVER: "server",
  SUPERSEDED: "superseded",
  REFUSED: "refused",
  UNDONE: "undone",
});

const STATE_OF_ANSWER = {
  recorded: State.SERVER,
  duplicate: State.SERVER,
  superseded: State.SUPERSEDED,
  rejected: State.REFUSED,
};

export function given(id, item, { decision, clothingType, notes }, assessedAt) {
  return {
    id,
    productUrl: item.productUrl,
    reviewType: item.reviewType,
    decision,
    clothingType,
    notes: notes === "" ? null : notes,
    assessedAt,
    item,
    state: State.PHONE,
    tried: false,
    undoing: false,
    answeredAt: null,
    reason: "",
  };
}

/** As the server takes it. `deviceNow` is the phone's clock at the moment of sending, by which a wrong one shows. */
export function posted(verdict, deviceNow) {
  const { id, productUrl, reviewType, decision, clothingType, notes, assessedAt } = verdict;
  return { id, productUrl, reviewType, decision, clothingType, notes, assessedAt, deviceNow };
}

export function answered(verdict, answer, now) {
  const state = STATE_OF_ANSWER[answer.status] ?? verdict.state;
  const reason = [answer.reason, ...(answer.errors ?? []).map(({ field, detail }) => `${field} ${detail}`)];
  return { ...verdict, state, answeredAt: now, reason: reason.filter(Boolean).join(" ") };
}

/** Taken back: at once if it never left the phone, otherwise as soon as the server has agreed. */
export function takenBack(verdict, now) {
  return verdict.state === State.PHONE && !verdict.tried
    ? { ...verdict, state: State.UNDONE, answeredAt: now }
    : { ...verdict, undoing: true };
}

export function undone(verdict, now) {
  return { ...verdict, state: State.UNDONE, undoing: false, answeredAt: now };
}

/** The server has kept the verdict although it was to be taken back: another came to stand in between. */
export function notUndone(verdict, reason) {
  return { ...verdict, undoing: false, state: State.SUPERSEDED, reason };
}

export function isUnsent(verdict) {
  return verdict.state === State.PHONE || verdict.undoing;
}

/** Whether it counts: neither taken back nor refused. */
export function stands(verdict) {
  return !verdict.undoing && verdict.state !== State.UNDONE && verdict.state !== State.REFUSED;
}

export function canBeTakenBack(verdict) {
  return stands(verdict) && verdict.state !== State.SUPERSEDED;
}

/** What identifies a review. */
export function reviewKey({ reviewType, productUrl }) {
  return `${reviewType} ${productUrl}`;
}
