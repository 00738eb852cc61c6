// Shows the description of the API. What is tried out here is done with the credential of this browser.
window.SwaggerUIBundle({
  url: "/api/openapi.yml",
  domNode: document.getElementById("api"),
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  // Asks no validator elsewhere.
  validatorUrl: null,
  onComplete: () => (document.documentElement.dataset.ready = ""),
});
