// The code stands behind the # of the link, so it never appears in a server's log; here it leaves the address bar too.
const headline = document.querySelector("#headline");
const detail = document.querySelector("#detail");

function tell(title, text) {
  headline.textContent = title;
  detail.textContent = text;
}

async function pair(code) {
  const response = await fetch("/pair", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ code }),
  });
  const answer = await response.json();
  if (!response.ok) {
    tell("This did not pair", answer.detail);
    return;
  }
  tell("Welcome, " + answer.reviewer, "");
  location.replace(answer.next);
}

const code = location.hash.slice(1);
history.replaceState(null, "", "/pair");
if (code === "") {
  tell("The link is not whole", "Open the pairing link exactly as it was sent, or scan its code again.");
} else {
  pair(code).catch(() => tell("The service does not answer", "Check the connection, then open the link again."));
}
