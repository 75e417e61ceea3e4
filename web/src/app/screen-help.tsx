import { useMatches } from "@tanstack/react-router";
import { run } from "../commands/registry";
import { helpOf } from "../commands/screen-help";
import { useCan } from "../data/me";
import { setUpPage } from "../data/onboarding";
import { useLang } from "../i18n/use-lang";
import { Button } from "../ui/button";
import { Drawer } from "../ui/drawer";
import { TextLink } from "../ui/link";
import { pages } from "./pages";
import styles from "./screen-help.module.css";

// ScreenHelp says what the screen in front is for and what one can do there, with the
// way to the keys and to the guides.
export default function ScreenHelp({ onClose }: { onClose: () => void }) {
	const { t } = useLang();
	const path = String(useMatches().at(-1)?.fullPath ?? "");
	const setsUp = useCan("catalogue.edit");
	const page = pages.find((p) => p.path === path);
	const [what = t("help.none"), ...can] = helpOf(path);
	return (
		<Drawer title={t("help.title")} isOpen onClose={onClose}>
			<div className={styles.help}>
				{page && <h3>{t(page.title)}</h3>}
				<p>{what}</p>
				{can.length > 0 && (
					<>
						<h4>{t("help.can")}</h4>
						<ul>
							{can.map((one) => (
								<li key={one}>{one}</li>
							))}
						</ul>
					</>
				)}
				<h4>{t("help.more")}</h4>
				<ul className={styles.ways}>
					<li>
						<TextLink href="/method">{t("method.title")}</TextLink>
						<span>{t("help.method")}</span>
					</li>
					<li>
						<TextLink href="/method/first-review">{t("help.guide")}</TextLink>
						<span>{t("help.guideLead")}</span>
					</li>
					{setsUp && (
						<li>
							<TextLink href={setUpPage}>{t("setUp.title")}</TextLink>
							<span>{t("help.setUp")}</span>
						</li>
					)}
				</ul>
				<div>
					<Button
						icon="keyboard"
						onPress={() => {
							onClose();
							run("help");
						}}
					>
						{t("help.keys")}
					</Button>
				</div>
			</div>
		</Drawer>
	);
}
