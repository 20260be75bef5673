import Prompts

extension PromptTemplates {
    /// The files of `templates/`, which the build puts into the program. A test holds the list to the folder.
    static let builtIn: [String: [UInt8]] = [
        "archive.mustache": PackageResources.archive_mustache,
        "children-format.mustache": PackageResources.children_format_mustache,
        "children-system.mustache": PackageResources.children_system_mustache,
        "children.mustache": PackageResources.children_mustache,
        "encoding.mustache": PackageResources.encoding_mustache,
        "feedback.mustache": PackageResources.feedback_mustache,
        "front.mustache": PackageResources.front_mustache,
        "generator-repair.mustache": PackageResources.generator_repair_mustache,
        "generator-system.mustache": PackageResources.generator_system_mustache,
        "generator.mustache": PackageResources.generator_mustache,
        "knowledge-system.mustache": PackageResources.knowledge_system_mustache,
        "knowledge.mustache": PackageResources.knowledge_mustache,
        "latency.mustache": PackageResources.latency_mustache,
        "left-out.mustache": PackageResources.left_out_mustache,
        "navigator-system.mustache": PackageResources.navigator_system_mustache,
        "navigator.mustache": PackageResources.navigator_mustache,
        "niche.mustache": PackageResources.niche_mustache,
        "novelty.mustache": PackageResources.novelty_mustache,
        "plain.mustache": PackageResources.plain_mustache,
        "repair.mustache": PackageResources.repair_mustache,
        "results.mustache": PackageResources.results_mustache,
        "rules.mustache": PackageResources.rules_mustache,
        "search-task.mustache": PackageResources.search_task_mustache,
        "single-system.mustache": PackageResources.single_system_mustache,
        "single.mustache": PackageResources.single_mustache,
        "space.mustache": PackageResources.space_mustache,
        "target.mustache": PackageResources.target_mustache,
        "tried.mustache": PackageResources.tried_mustache,
    ]
}
