// What this phone keeps: verdicts until long after they were sent, the queue for a time without a connection, small notes.
import { openDB } from "/open/lib/idb/idb.js";

const NAME = "tandem";
const VERSION = 1;

/** Opens the store; where the browser refuses one, `durable` is false and nothing outlives the page. */
export async function openStore() {
  try {
    return new Store(await openDB(NAME, VERSION, { upgrade: lay, blocking: giveWay }));
  } catch {
    return new Store(null);
  }
}

function lay(database) {
  database.createObjectStore("verdicts", { keyPath: "id" });
  database.createObjectStore("notes");
}

/** A newer page wants to lay the store anew: this one has to let go of it. */
function giveWay(_current, _blocked, event) {
  event.target.close();
}

class Store {
  #database;

  constructor(database) {
    this.#database = database;
  }

  get durable() {
    return this.#database !== null;
  }

  async verdicts() {
    return (await this.#database?.getAll("verdicts")) ?? [];
  }

  /** Resolves once the verdicts are on the disk, all of them or none. */
  async keep(verdicts) {
    if (this.#database === null) {
      return;
    }
    const transaction = this.#database.transaction("verdicts", "readwrite", { durability: "strict" });
    await Promise.all([...verdicts.map((verdict) => transaction.store.put(verdict)), transaction.done]);
  }

  async forget(ids) {
    if (this.#database === null) {
      return;
    }
    const transaction = this.#database.transaction("verdicts", "readwrite");
    await Promise.all([...ids.map((id) => transaction.store.delete(id)), transaction.done]);
  }

  note(name) {
    return this.#database?.get("notes", name) ?? Promise.resolve(undefined);
  }

  async setNote(name, value) {
    await this.#database?.put("notes", value, name);
  }
}
