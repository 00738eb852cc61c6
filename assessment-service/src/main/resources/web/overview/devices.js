// What is paired with this service; the owner can revoke each.
import { remove } from "/open/api.js";
import { $, element } from "/open/dom.js";
import { say } from "/open/words.js";
import { confirmed } from "./confirm.js";
import { lay, row } from "./rows.js";
import { ago } from "./times.js";

export class Devices {
  #act;

  constructor(act) {
    this.#act = act;
  }

  show(devices) {
    const revoked = devices.filter(({ revokedAt }) => revokedAt !== null);
    lay($("devices"), devices.filter(({ revokedAt }) => revokedAt === null).map((device) => this.#row(device, this.#revoke(device))));
    lay($("revoked-devices"), revoked.map((device) => this.#row(device)));
    $("revoked").hidden = revoked.length === 0;
  }

  #row(device, ...more) {
    const label = device.role === "laptop" ? say("laptop", device.label.slice(-6)) : device.label;
    const seen = device.lastSeenAt === null ? [say("neverSeen")] : [say("lastSeen"), ago(device.lastSeenAt)];
    return row(nameOf(device), [
      [say("role_" + device.role), device.asking ? say("thisBrowser") : label],
      device.revokedAt === null ? seen : [say("revokedAt"), ago(device.revokedAt)],
    ], ...more);
  }

  #revoke(device) {
    const name = nameOf(device);
    const button = element("button", { type: "button", id: "revoke-" + device.id, className: "plain", textContent: say("revoke"), ariaLabel: say("revokeOf", name, device.label) });
    button.addEventListener("click", async () => {
      const text = say(device.asking ? "confirmRevokeThis" : "confirmRevokeText");
      if (await confirmed(say("confirmRevoke", name, device.label), text, say("revoke"))) {
        await this.#act(() => remove("/api/owner/devices/" + device.id), say("revokedIs", name));
      }
    });
    return button;
  }
}

function nameOf(device) {
  return device.name ?? say("you");
}
