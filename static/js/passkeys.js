// Shows what only a browser with passkeys can do. Without this file such parts stay hidden.
if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;
}
