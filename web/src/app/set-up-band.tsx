import { useRouterState } from "@tanstack/react-router";
import { useState } from "react";
import { leaveStep, type SetUpStep, setUpPage, stepBegun, useSetUp } from "../data/onboarding";
import { useT } from "../i18n/use-lang";
import { IconButton } from "../ui/button";
import { Icon } from "../ui/icon";
import { TextLink } from "../ui/link";
import styles from "./set-up-band.module.css";

// SetUpBand leads back from the screen on which a step of the set-up is done, and says
// when it is.
export default function SetUpBand() {
	const t = useT();
	const [left, setLeft] = useState(false);
	const path = useRouterState({ select: (s) => s.location.pathname });
	const key = stepBegun() as SetUpStep["key"] | null;
	const step = useSetUp().data?.steps?.find((s) => s.key === key);
	if (left || !step || path === setUpPage) return null;
	return (
		<section className={styles.band} aria-label={t("setUp.title")}>
			<Icon name={step.done ? "check" : "chevron-right"} size={14} />
			<span>{t(step.done ? "setUp.bandDone" : "setUp.band", { step: t(`setUp.step.${step.key}`) })}</span>
			<TextLink href={setUpPage}>{t("setUp.back")}</TextLink>
			<IconButton
				small
				icon="close"
				label={t("action.close")}
				onPress={() => {
					leaveStep();
					setLeft(true);
				}}
			/>
		</section>
	);
}
