// Puts the player of a film in the place of its still image, once a reader asks for it. Without this, a link is left.

let asked = null;

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-pmi-player]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  asked = link.href;
  const player = document.createElement("iframe");
  player.className = "pmi-embed__player";
  player.title = link.dataset.pmiTitle;
  player.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  player.allowFullscreen = true;
  player.referrerPolicy = "strict-origin-when-cross-origin";
  player.src = link.dataset.pmiPlayer;
  link.replaceWith(player);
  player.focus();
});

// Where the policy of the site does not let the player in, the link is followed after all.
document.addEventListener("securitypolicyviolation", (event) => {
  if (asked && event.effectiveDirective === "frame-src") window.location.assign(asked);
});
