// Before the first paint: the look that was chosen on this device; otherwise the system's.
try {
  const look = localStorage.getItem("tandem.look");
  if (look === "light" || look === "dark") {
    document.documentElement.dataset.look = look;
  }
} catch {
  // A browser that keeps nothing has the system's look.
}
