#include "core/map/recipe.h"

#include "core/base/parsejson.h"
#include "core/base/try.h"
#include "core/map/mapkinds.h"

#include <algorithm>

namespace transcope::core {

namespace {

constexpr auto Fields = {"kind", "genes", "layers", "column", "title", "style"};
constexpr auto StyleFields = {"mark", "smooth", "contours", "log", "threshold", "hidden"};

std::string counted(Count count, const std::string& one, const std::string& many)
{
    if (count.most == 0)
        return "no " + many;
    if (count.least == count.most)
        return std::to_string(count.least) + ' ' + (count.least == 1 ? one : many);
    if (count.most - count.least == 1)
        return std::to_string(count.least) + " or " + std::to_string(count.most) + ' ' + many;
    return "at least " + std::to_string(count.least) + ' ' + (count.least == 1 ? one : many);
}

tl::unexpected<Error> refused(const MapRecipe& recipe, const std::string& takes)
{
    return fail(ErrorCode::InvalidArgument, "map \"" + std::string(name(recipe.kind)) + "\" takes " + takes,
                "Correct the recipe");
}

bool takesTitle(MapKind kind)
{
    return kind == MapKind::GeneScore || kind == MapKind::GeneMean;
}

bool hasEmptyName(const std::vector<std::string>& names)
{
    return std::ranges::any_of(names, &std::string::empty);
}

tl::unexpected<Error> badStyle(const std::string& what, const std::string& advice)
{
    return fail(ErrorCode::BadInput, "map recipe: style: " + what, advice);
}

/// Throws as recipeFrom() does.
Result<MapStyle> styleFrom(const nlohmann::json& json)
{
    for (const auto& [field, value] : json.items()) {
        if (std::ranges::find(StyleFields, field) == StyleFields.end())
            return badStyle("there is no field \"" + field + "\"",
                            "Use mark, smooth, contours, log, threshold and hidden");
    }
    MapStyle style;
    const auto markName = json.value("mark", std::string(name(style.mark)));
    const auto mark = spotMarkNamed(markName);
    if (!mark)
        return badStyle("there is no mark \"" + markName + "\"", "Use disc, square, hexagon or outline");
    style.mark = *mark;
    style.smooth = json.value("smooth", style.smooth);
    style.contours = json.value("contours", style.contours);
    style.logScale = json.value("log", style.logScale);
    if (json.contains("threshold")) {
        const auto text = json["threshold"].get<std::string>();
        style.threshold = parseRangeBound(text);
        if (!style.threshold)
            return badStyle("threshold \"" + text + "\" is no value",
                            "Write a number or a percentile as text, such as \"2.5\" or \"p90\"");
    }
    style.hidden = json.value("hidden", style.hidden);
    return style;
}

nlohmann::ordered_json jsonOf(const MapStyle& style)
{
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    if (style.mark != SpotMark::Disc)
        json["mark"] = name(style.mark);
    if (style.smooth)
        json["smooth"] = true;
    if (style.contours > 0)
        json["contours"] = style.contours;
    if (style.logScale)
        json["log"] = true;
    if (style.threshold)
        json["threshold"] = toText(*style.threshold);
    if (!style.hidden.empty())
        json["hidden"] = style.hidden;
    return json;
}

/// Throws nlohmann::json::exception where a field has another type.
Result<MapRecipe> recipeFrom(const nlohmann::json& json)
{
    for (const auto& [field, value] : json.items()) {
        if (std::ranges::find(Fields, field) == Fields.end())
            return fail(ErrorCode::BadInput, "map recipe: there is no field \"" + field + "\"",
                        "Use kind, genes, layers, column, title and style");
    }
    const auto kindName = json.at("kind").get<std::string>();
    const auto kinds = mapKinds();
    const auto entry = std::ranges::find(kinds, kindName, &MapKindEntry::name);
    if (entry == kinds.end()) {
        std::string names;
        for (const auto& known : kinds)
            names += (names.empty() ? "" : ", ") + std::string(known.name);
        return fail(ErrorCode::BadInput, "map recipe: there is no kind \"" + kindName + "\"",
                    "Use one of " + names);
    }
    MapRecipe recipe;
    recipe.kind = entry->kind;
    recipe.genes = json.value("genes", recipe.genes);
    recipe.layers = json.value("layers", recipe.layers);
    recipe.column = json.value("column", recipe.column);
    recipe.title = json.value("title", recipe.title);
    if (json.contains("style")) {
        TRY(recipe.style, styleFrom(json["style"]));
    }
    return recipe;
}

} // namespace

std::string_view name(MapKind kind)
{
    return entryOf(kind).name;
}

MapRecipe geneRecipe(std::string gene)
{
    return {MapKind::Gene, {std::move(gene)}};
}

Result<void> checkRecipe(const MapRecipe& recipe)
{
    const auto& entry = entryOf(recipe.kind);
    if (!entry.genes.holds(recipe.genes.size()) || hasEmptyName(recipe.genes))
        return refused(recipe, counted(entry.genes, "gene", "genes"));
    if ((!recipe.layers.empty() && !entry.layers.holds(recipe.layers.size())) || hasEmptyName(recipe.layers))
        return refused(recipe, counted(entry.layers, "layer", "layers"));
    if (recipe.column.empty() == entry.takesColumn)
        return refused(recipe, entry.takesColumn ? "a column" : "no column");
    if (!recipe.title.empty() && !takesTitle(recipe.kind))
        return refused(recipe, "no title");
    if (recipe.style.contours < 0 || recipe.style.contours > MostContours)
        return refused(recipe, "0 to " + std::to_string(MostContours) + " contours");
    if (!recipe.style.hidden.empty() && recipe.kind != MapKind::Observation)
        return refused(recipe, "no hidden categories");
    return {};
}

std::string toJson(const MapRecipe& recipe)
{
    nlohmann::ordered_json json{{"kind", name(recipe.kind)}};
    if (!recipe.genes.empty())
        json["genes"] = recipe.genes;
    if (!recipe.layers.empty())
        json["layers"] = recipe.layers;
    if (!recipe.column.empty())
        json["column"] = recipe.column;
    if (!recipe.title.empty())
        json["title"] = recipe.title;
    if (auto style = jsonOf(recipe.style); !style.empty())
        json["style"] = std::move(style);
    return json.dump(-1, ' ', false,
                     nlohmann::json::error_handler_t::replace); // names may come from any file
}

Result<MapRecipe> recipeFromJson(const std::string& text)
{
    try {
        const auto json = parseJson(text);
        if (!json.is_object())
            return fail(ErrorCode::BadInput, "map recipe: not a JSON object",
                        "Write for example {\"kind\":\"gene\",\"genes\":[\"DDX5\"]}");
        auto recipe = recipeFrom(json);
        if (!recipe)
            return recipe;
        if (auto checked = checkRecipe(*recipe); !checked)
            return fail(ErrorCode::BadInput, checked.error().message, checked.error().whatToDo);
        return recipe;
    } catch (const nlohmann::json::exception& error) {
        return fail(ErrorCode::BadInput, std::string("map recipe: ") + error.what(),
                    "Write for example {\"kind\":\"gene\",\"genes\":[\"DDX5\"]}");
    }
}

std::string recipeKey(const MapRecipe& recipe)
{
    std::string names;
    for (const auto& gene : recipe.genes)
        names += (names.empty() ? "" : ",") + gene;
    for (const auto& layer : recipe.layers)
        names += '|' + layer;
    return std::string(name(recipe.kind)) + ':' + names + recipe.column;
}

} // namespace transcope::core
