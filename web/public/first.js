// Before anything is painted: the appearance that was chosen on this device, so
// that no page flashes in another one. See src/ui/appearance.ts.
(() => {
	try {
		const kept = JSON.parse(localStorage.getItem("vigie.appearance") || "{}");
		const root = document.documentElement;
		if (["light", "dark", "contrast"].includes(kept.theme)) root.dataset.theme = kept.theme;
		if (["compact", "normal", "comfortable"].includes(kept.density)) root.dataset.density = kept.density;
	} catch {
		// The system's appearance, then.
	}
})();
