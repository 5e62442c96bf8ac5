#include "model/training/rendezvous.h"

#include <doctest/doctest.h>
#include <map>

using namespace transcope;
using namespace transcope::model;

namespace {

using Variables = std::map<std::string, std::string>;

core::Result<Rendezvous> from(const Variables& variables)
{
    return rendezvousFrom([&](const char* name) {
        const auto found = variables.find(name);
        return found == variables.end() ? nullptr : found->second.c_str();
    });
}

const Variables ByHand = {
    {"RANK", "2"}, {"WORLD_SIZE", "4"}, {"MASTER_ADDR", "node7"}, {"MASTER_PORT", "29500"}};

} // namespace

TEST_CASE("a rendezvous by torchrun's environment variables")
{
    const auto byHand = from(ByHand);
    REQUIRE(byHand);
    CHECK(byHand->rank == 2);
    CHECK(byHand->size == 4);
    CHECK(byHand->place() == "node7:29500");
    CHECK(byHand->localRank == 2);
    CHECK_FALSE(byHand->kept);
    Variables more = ByHand;
    more.insert(
        {{"LOCAL_RANK", "0"}, {"TORCHELASTIC_USE_AGENT_STORE", "True"}, {"TORCHELASTIC_RESTART_COUNT", "3"}});
    const auto launched = from(more);
    REQUIRE(launched);
    CHECK(launched->localRank == 0);
    CHECK(launched->kept);
    CHECK(launched->attempt == 3);
}

TEST_CASE("variables that are missing or make no sense are named")
{
    for (const auto& [name, value] : ByHand) {
        CAPTURE(name);
        Variables variables = ByHand;
        variables.erase(name);
        const auto missing = from(variables);
        REQUIRE_FALSE(missing);
        CHECK(missing.error().code == core::ErrorCode::InvalidArgument);
        CHECK(missing.error().message.find(name) != std::string::npos);
    }
    const std::pair<std::string, std::string> wrong[] = {
        {"RANK", "4"},         {"RANK", "-1"},       {"RANK", "one"},
        {"WORLD_SIZE", "0"},   {"MASTER_PORT", "0"}, {"MASTER_PORT", "65536"},
        {"MASTER_PORT", "1x"}, {"MASTER_ADDR", ""},  {"LOCAL_RANK", "gpu"}};
    for (const auto& [name, value] : wrong) {
        CAPTURE(name);
        CAPTURE(value);
        Variables variables = ByHand;
        variables[name] = value;
        const auto refused = from(variables);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().message.find(name) != std::string::npos);
    }
}

TEST_CASE("this machine's address on the way to a host")
{
    CHECK(addressTowards("127.0.0.1", 29500) == "127.0.0.1");
    CHECK(addressTowards("no-such-host.invalid", 29500).empty());
}
