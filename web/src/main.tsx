import { createRoot } from "react-dom/client";
import "./styles/layers.css";
import "./styles/reset.css";
import "./styles/tokens.css";
import "./styles/forced.css";
import "./styles/print.css";
import { App } from "./app/app";
import { firstLang, setLang } from "./i18n/lang";
import { applyAppearance, rememberedAppearance } from "./ui/appearance";

const { theme, density } = rememberedAppearance();
applyAppearance(theme, density);
await setLang(firstLang());

const place = document.getElementById("vigie");
if (place) createRoot(place).render(<App />);
