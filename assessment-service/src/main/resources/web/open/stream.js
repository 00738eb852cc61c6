// What happens elsewhere, told by the server as it happens. Nothing depends on it: a page asks anew now and then.
const EVENTS = ["assessed", "requested", "withdrawn", "refresh", "revoked"];
const SILENT_MS = 20000;

/** Listens while the page is seen; `heard` has a function for each event, for `stats`, and `connected` for a new connection. */
export function listen(path, heard) {
  let source = null;
  let silence;

  const end = () => {
    clearTimeout(silence);
    source?.close();
    source = null;
  };
  const begin = () => {
    if (source !== null || document.hidden) {
      return;
    }
    let isNew = true;
    source = new EventSource(path);
    source.addEventListener("open", () => (isNew = true));
    source.addEventListener("stats", () => {
      const tell = isNew ? heard.connected : heard.stats;
      isNew = false;
      tell();
    });
    source.addEventListener("beat", stillThere);
    for (const name of EVENTS) {
      source.addEventListener(name, ({ data }) => heard[name](JSON.parse(data)));
    }
    stillThere();
  };

  /** A connection that fell silent, as in a tunnel, is given up and made anew; so is one that the browser gave up. */
  function stillThere() {
    clearTimeout(silence);
    silence = setTimeout(() => {
      end();
      begin();
    }, SILENT_MS);
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? end() : begin()));
  addEventListener("pagehide", end);
  addEventListener("pageshow", begin);
  begin();
}
