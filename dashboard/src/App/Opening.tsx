import { Loading } from "../Shared/States";

/** The frame of the page, while it is not known yet who looks: painted before the service was asked anything. */
export function Opening() {
    return (
        <div className="shell">
            <div className="opening">
                <div className="brand">
                    <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" />
                    LearningActors
                </div>
            </div>
            <main className="main">
                <Loading />
            </main>
        </div>
    );
}
