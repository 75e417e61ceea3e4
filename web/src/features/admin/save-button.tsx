import { useCan } from "../../data/me";
import { useAside } from "../../data/use-aside";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Unsaved } from "../../ui/use-leave";
import { AsideMenu } from "../../views/saved/aside-menu";
import styles from "./admin.module.css";

type Props = {
	// form: the one that is sent; where there is none, onSave does it
	form?: string;
	onSave?: () => void;
	label: string;
	isPending: boolean;
	isDisabled: boolean;
};

// SaveButton saves what is configured: so that it holds, or, by its menu, into a draft,
// in which one then goes on working until one leaves it. What can be saved is not left
// behind unasked.
export function SaveButton({ form, onSave, label, isPending, isDisabled }: Props) {
	const { t } = useLang();
	const into = useAside();
	const mayDraft = useCan("catalogue.edit");
	const save = () => {
		if (onSave) return onSave();
		const sent = form ? document.getElementById(form) : null;
		if (sent instanceof HTMLFormElement) sent.requestSubmit();
	};
	return (
		<span className={styles.split}>
			<Button
				{...(form ? { type: "submit" as const, form } : { onPress: save })}
				kind="primary"
				isPending={isPending}
				isDisabled={isDisabled}
			>
				{into ? t("aside.into") : label}
			</Button>
			{!into && mayDraft && !isDisabled && <AsideMenu onSave={save} />}
			<Unsaved is={!isDisabled && !isPending} />
		</span>
	);
}
