// The code stands behind the # of the link, so it never appears in a server's log; here it leaves the address bar too.
import { fillIn, say } from "/open/words.js";

fillIn(document);
begin();
addEventListener("hashchange", begin);

/** Also when a second link is opened in a tab where the first one did not pair. */
function begin() {
  const code = location.hash.slice(1);
  history.replaceState(null, "", "/pair");
  if (code === "") {
    tell(say("linkNotWhole"), say("openItAsSent"));
  } else {
    tell(say("pairing"), "");
    pair(code).catch(() => tell(say("noAnswer"), say("checkConnection")));
  }
}

async function pair(code) {
  const response = await fetch("/pair", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ code }),
  });
  const answer = await response.json();
  if (!response.ok) {
    const known = { 403: say("linkUsed"), 429: say("tooManyTries") };
    tell(say("didNotPair"), known[response.status] ?? answer.detail);
    return;
  }
  tell(answer.role === "owner" ? say("welcomeOwner") : say("welcome", answer.reviewer), "");
  location.replace(answer.next);
}

function tell(title, text) {
  document.querySelector("#headline").textContent = title;
  document.querySelector("#detail").textContent = text;
}
