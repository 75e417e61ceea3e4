import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import type { Attribute, List } from "../../api/types";
import { keys } from "../../data/query-keys";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { FormError } from "../../ui/form";
import { ofObject, useAttributeObject } from "./attribute-object";
import styles from "./conversion.module.css";

// RetiredFields lists the attributes that were deleted, and takes them back into use
// with what they held. It is not there when there are none.
export function RetiredFields() {
	const { t, lang } = useLang();
	const object = useAttributeObject();
	const [open, setOpen] = useState(false);
	const queries = useQueryClient();
	const retired = useQuery({
		queryKey: [...keys.fields, "retired", object],
		queryFn: () => api.get<List<Attribute>>("/fields", { retired: true, object }).then((l) => l.items),
	});
	const restore = useMutation({
		mutationFn: (a: Attribute) => api.post(`/fields/${a.key}/restore${ofObject(object)}`),
		onSuccess: () => queries.invalidateQueries(),
	});
	const all = retired.data ?? [];
	if (all.length === 0 && !open) return null;
	return (
		<>
			<Button kind="quiet" icon="trash" onPress={() => setOpen(true)}>
				{t("attribute.retired", { count: all.length })}
			</Button>
			<Dialog
				title={t("attribute.retiredTitle")}
				isOpen={open}
				onClose={() => setOpen(false)}
				actions={<Button onPress={() => setOpen(false)}>{t("action.close")}</Button>}
			>
				<p>{t("attribute.retiredText")}</p>
				<FormError error={restore.error} />
				<ul className={styles.failing}>
					{all.map((a) => (
						<li key={a.key}>
							<span className={styles.text}>
								{pick(a.label, lang)} <small>{t(`kind.${a.kind}`)}</small>
							</span>
							<Button icon="undo" isPending={restore.isPending} onPress={() => restore.mutate(a)}>
								{t("attribute.restore")}
							</Button>
						</li>
					))}
				</ul>
			</Dialog>
		</>
	);
}
