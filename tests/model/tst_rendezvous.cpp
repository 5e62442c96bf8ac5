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

TEST_CASE("a rendezvous by the variables of Slurm's srun")
{
    Variables step = {{"SLURM_PROCID", "5"},        {"SLURM_STEP_NUM_TASKS", "8"},
                      {"SLURM_LOCALID", "1"},       {"SLURM_STEP_NODELIST", "localhost,gpu[03-07]"},
                      {"SLURM_JOB_ID", "4321"},     {"SLURM_STEP_ID", "2"},
                      {"SLURM_RESTART_COUNT", "3"}, {"SLURM_LAUNCH_NODE_IPADDR", "192.0.2.7"}};
    const auto slurms = from(step);
    REQUIRE(slurms);
    CHECK(slurms->rank == 5);
    CHECK(slurms->size == 8);
    CHECK(slurms->localRank == 1);
    CHECK(slurms->attempt == 3);
    // 15000 + (4321 · 8 + 2) mod 15000
    CHECK(slurms->place() == "localhost:19570");
    CHECK_FALSE(slurms->kept);

    SUBCASE("a node whose name is no host's")
    {
        step["SLURM_STEP_NODELIST"] = "no-such-host[3-4].invalid";
        CHECK(from(step)->host == "192.0.2.7");
        step.erase("SLURM_LAUNCH_NODE_IPADDR");
        CHECK(from(step)->host == "no-such-host3.invalid");
    }
    SUBCASE("torchrun's and those set by hand go first, each by itself")
    {
        step["MASTER_ADDR"] = "node7";
        step["MASTER_PORT"] = "29500";
        const auto mixed = from(step);
        CHECK(mixed->place() == "node7:29500");
        CHECK(mixed->rank == 5);
        step.insert(ByHand.begin(), ByHand.end());
        const auto byHand = from(step);
        CHECK(byHand->rank == 2);
        CHECK(byHand->size == 4);
        CHECK(byHand->localRank == 2); // not Slurm's, which counts other processes
    }
    SUBCASE("ports of jobs and steps lie apart, below those that systems give away")
    {
        for (const char* job : {"0", "14999", "15000", "2147483647"})
            for (const char* other : {"0", "1"}) {
                step["SLURM_JOB_ID"] = job;
                step["SLURM_STEP_ID"] = other;
                const auto port = from(step)->port;
                CHECK(port >= 15000);
                CHECK(port < 30000);
                CHECK((port - 15000) % 8 == (other[0] - '0'));
            }
    }
    SUBCASE("a batch script that calls the program without srun")
    {
        step.erase("SLURM_STEP_NUM_TASKS");
        step.erase("SLURM_STEP_NODELIST");
        const auto refused = from(step);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().whatToDo.find("srun") != std::string::npos);
    }
    SUBCASE("numbers that make no sense are called by Slurm's names")
    {
        step["SLURM_PROCID"] = "8";
        CHECK(from(step).error().message.find("SLURM_PROCID=8") != std::string::npos);
    }
}

TEST_CASE("the first host of a list as Slurm writes it")
{
    const std::pair<const char*, const char*> lists[] = {{"n1", "n1"},
                                                         {"n1,n2", "n1"},
                                                         {"n[1-2]", "n1"},
                                                         {"gpu[03-07,9],cpu1", "gpu03"},
                                                         {"a[9,12]", "a9"},
                                                         {"r[2-3]n[10-11]-ib", "r2n10-ib"},
                                                         {"login-1,n[1-2]", "login-1"},
                                                         {"n[1", "n1"},
                                                         {"", ""}};
    for (const auto& [list, first] : lists) {
        CAPTURE(list);
        CHECK(firstHostOf(list) == first);
    }
}

TEST_CASE("each process of a machine takes its own CUDA device, or the only one that it sees")
{
    Rendezvous second;
    second.localRank = 1;
    CHECK(deviceOf(second, "cuda", 4) == "cuda:1");
    CHECK(deviceOf(second, "cuda", 1) == "cuda:0");
    CHECK(deviceOf(second, "cuda:3", 4) == "cuda:3");
    CHECK(deviceOf(second, "cpu", 0) == "cpu");
}

TEST_CASE("this machine's address on the way to a host")
{
    CHECK(addressTowards("127.0.0.1", 29500) == "127.0.0.1");
    CHECK(addressTowards("no-such-host.invalid", 29500).empty());
}
