#include "core/session/keptobservations.h"

#include "core/base/parsejson.h"

#include <algorithm>
#include <cmath>

namespace transcope::core {

using nlohmann::json;

namespace {

json toJson(const ObservationColumn& column)
{
    json object = {{"name", column.name}};
    if (column.isCategorical()) {
        object["categories"] = column.categories;
        object["codes"] = column.codes;
    } else {
        object["numbers"] = column.numbers; // NaN becomes null
    }
    return object;
}

std::vector<float> numbersFrom(const json& list)
{
    std::vector<float> numbers;
    numbers.reserve(list.size());
    for (const auto& number : list)
        numbers.push_back(number.is_null() ? std::nanf("") : number.get<float>());
    return numbers;
}

/// Throws where it is none, or not of that many spots.
ObservationColumn columnFrom(const json& object, std::size_t spots)
{
    ObservationColumn column;
    object.at("name").get_to(column.name);
    if (object.contains("codes")) {
        object.at("categories").get_to(column.categories);
        for (const auto& code : object.at("codes"))
            column.codes.push_back(wholeNumber<int>(code));
    } else {
        column.numbers = numbersFrom(object.at("numbers"));
    }
    const int categories = static_cast<int>(column.categories.size());
    const bool isOfSpots = (column.isCategorical() ? column.codes.size() : column.numbers.size()) == spots;
    if (!isOfSpots ||
        std::ranges::any_of(column.codes, [&](int code) { return code < -1 || code >= categories; }))
        throw std::runtime_error("column " + column.name + " does not fit the layer's spots");
    return column;
}

} // namespace

std::string observationsKey(std::int64_t layer)
{
    return "observations/" + std::to_string(layer);
}

std::string observationsText(const std::shared_ptr<const Observations>& observations)
{
    if (!observations || observations->empty())
        return {};
    json columns = json::array();
    for (const auto& column : *observations)
        if (column.isCategorical() || !column.numbers.empty()) // else nothing is known of any spot
            columns.push_back(toJson(column));
    return columns.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<std::shared_ptr<const Observations>> observationsFromText(const std::string& text, std::size_t spots)
{
    if (text.empty())
        return std::shared_ptr<const Observations>();
    try {
        auto observations = std::make_shared<Observations>();
        for (const auto& column : parseJson(text))
            observations->push_back(columnFrom(column, spots));
        return std::shared_ptr<const Observations>(std::move(observations));
    } catch (const std::exception& error) {
        return fail(ErrorCode::BadInput,
                    std::string("what is known of the spots besides expression is damaged (") + error.what() +
                        ")",
                    "Remove the layer, and import it again");
    }
}

} // namespace transcope::core
