#include "model/weights/modelcard.h"
#include "tests/fuzz/fuzzinput.h"

using namespace transcope;

/// input: the metadata of a weights file as one JSON object of texts. What is read is written and read again.
void fuzz::run(std::string_view input)
{
    const auto json = nlohmann::json::parse(input, nullptr, false);
    if (!json.is_object())
        return;
    std::map<std::string, std::string> metadata;
    for (const auto& [key, value] : json.items())
        if (value.is_string())
            metadata[key] = value.get<std::string>();
    const auto card = model::modelCardFrom(metadata, "card");
    if (!card)
        return;
    (void)model::m2ostConfigFrom(card->configuration);
    require(model::modelCardFrom(model::toMetadata(*card), "again").has_value(), "a card reads as written");
}
