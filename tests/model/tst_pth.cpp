#include "tests/testsupport/torchdoctest.h"

#include "model/weights/pickle.h"
#include "model/weights/pth.h"
#include "tests/testsupport/tempfolder.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

using namespace transcope;
using namespace transcope::model;
using core::ErrorCode;

namespace {

std::filesystem::path fixture(const std::string& name)
{
    return std::filesystem::path(TRANSCOPE_TEST_DATA) / "pth" / name;
}

std::string readBytes(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

using Values = std::vector<float>;
using Shape = std::vector<std::int64_t>;

} // namespace

TEST_CASE("every storage type, views, parameters; in pickle protocols 2 to 5, zipped and as before PyTorch "
          "1.6, at the "
          "top and within a checkpoint")
{
    for (const char* name : {"kinds.pth", "kinds-protocol3.pth", "kinds-protocol4.pth", "kinds-protocol5.pth",
                             "legacy-kinds.pth", "legacy-protocol5.pth", "checkpoint.pth"}) {
        CAPTURE(name);
        const auto content = readPth(fixture(name));
        REQUIRE_MESSAGE(content.has_value(), content.error().text());
        const auto& tensors = content->tensors;
        REQUIRE(tensors.size() == 8);
        CHECK(tensors.at("float").shape == Shape{2, 4});
        CHECK(tensors.at("float").data == Values{0, 1, 2, 3, 4, 5, 6, 7});
        CHECK(tensors.at("offset").data == Values{4, 5, 6, 7});
        CHECK(tensors.at("transposed").shape == Shape{4, 2});
        CHECK(tensors.at("transposed").data == Values{0, 4, 1, 5, 2, 6, 3, 7});
        CHECK(tensors.at("half").data == Values{1.5f, -2});
        CHECK(tensors.at("bfloat16").data == Values{1.5f, -2});
        CHECK(tensors.at("double").shape.empty());
        CHECK(tensors.at("double").data == Values{0.1f});
        CHECK(tensors.at("empty").shape == Shape{0, 3});
        CHECK(tensors.at("parameter").data == Values{9});
        CHECK(content->ignored == std::vector<std::string>{"num_batches_tracked", "epoch"});
    }
}

namespace {

/// What tests/data/pth/make_torch.py prints: the files that it made in `folder`; none without PyTorch.
std::vector<std::string> torchFiles(const std::filesystem::path& folder)
{
    const auto list = folder / "list";
    for (const std::string python : {"python3", "/usr/bin/python3"}) {
        const std::string command = python + " " TRANSCOPE_TEST_DATA "/pth/make_torch.py " + folder.string() +
                                    " > " + list.string() + " 2>/dev/null";
        if (std::system(command.c_str()) != 0 || std::filesystem::file_size(list) == 0)
            continue;
        std::ifstream lines(list);
        return {std::istream_iterator<std::string>(lines), {}};
    }
    return {};
}

} // namespace

TEST_CASE("every form that PyTorch writes")
{
    const tests::TempFolder folder;
    const auto files = torchFiles(folder / "");
    if (files.empty())
        MESSAGE("skipped: there is no Python with PyTorch");
    for (const std::string& name : files) {
        CAPTURE(name);
        const auto content = readPth(folder / name);
        REQUIRE_MESSAGE(content.has_value(), content.error().text());
        REQUIRE(content->tensors.size() == 2);
        CHECK(content->tensors.at("weight").shape == Shape{2, 3});
        CHECK(content->tensors.at("weight").data == Values{0, 1, 2, 3, 4, 5});
        CHECK(content->tensors.at("bias").data == Values{0, 1});
    }
    CHECK((files.empty() || files.size() == 19));
}

TEST_CASE("the stride of an extent of one may be anything")
{
    const auto content = readPth(fixture("odd-stride.pth"));
    REQUIRE_MESSAGE(content.has_value(), content.error().text());
    CHECK(content->tensors.at("x").data == Values{1, 2});
}

TEST_CASE("a malicious pickle is refused and nothing is run")
{
    const auto here = std::filesystem::current_path() / "transcope-was-here";
    std::filesystem::remove(here);
    const auto content = readPth(fixture("bad-malicious.pth"));
    REQUIRE(!content.has_value());
    CHECK(content.error().code == ErrorCode::Unsupported);
    CHECK_MESSAGE(content.error().message.find("posix.system") != std::string::npos, content.error().message);
    CHECK(content.error().message.find("bad-malicious.pth") != std::string::npos);
    CHECK(!std::filesystem::exists(here));
}

TEST_CASE("files that cannot be read")
{
    struct Case
    {
        const char* name;
        const char* message;
    };
    const Case cases[] = {
        {"bad-whole-model.pth", "types.SimpleNamespace"},
        {"bad-no-tensors.pth", "no state dict"},
        {"bad-compressed.pth", "is compressed"},
        {"bad-big-endian.pth", "big-endian"},
        {"bad-beyond.pth", "tensor x is damaged"},
        {"bad-offset.pth", "tensor x is damaged"},
        {"bad-stride.pth", "tensor x is damaged"},
        {"bad-expanded.pth", "tensor x is damaged"},
        {"bad-overflow.pth", "tensor x is damaged"},
        {"bad-bomb.pth", "far larger than what it stores"},
        {"bad-legacy-big-endian.pth", "big-endian"},
        {"bad-legacy-cut.pth", "numbers are not all there"},
        {"bad-pickle.pth", "not one that torch.save wrote"},
        {"make.py", "not a zip archive"},
        {"absent.pth", "is not there"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.name);
        const auto content = readPth(fixture(c.name));
        REQUIRE(!content.has_value());
        CHECK(exitCode(content.error().code) == 3);
        CHECK_MESSAGE(content.error().message.find(c.message) != std::string::npos, content.error().message);
        CHECK(content.error().message.find(c.name) != std::string::npos);
    }
}

TEST_CASE("a file cut in many places is refused; with a byte changed it is refused or read, never worse")
{
    const tests::TempFolder folder;
    const auto path = folder / "changed.pth";
    const auto write = [&](const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; };
    for (const char* name : {"kinds.pth", "legacy-kinds.pth", "checkpoint.pth"}) {
        CAPTURE(name);
        const std::string good = readBytes(fixture(name));
        for (std::size_t size = 0; size < good.size(); size += 31) {
            write(good.substr(0, size));
            CHECK(!readPth(path).has_value());
        }
        for (std::size_t at = 0; at < good.size(); at += 5) {
            std::string changed = good;
            changed[at] = static_cast<char>(changed[at] ^ 0x55);
            write(changed);
            const auto content = readPth(path);
            if (!content && content.error().message.empty())
                FAIL("a refusal without a message at byte " << at);
        }
    }
}

TEST_CASE("pickles cut or changed anywhere, without the archive's checksum to save us")
{
    // OrderedDict(x=[1, 258, 3, -1, 1.0, None, True, False]) and one more entry {} under the memoized "x".
    using namespace std::string_literals;
    const std::string bytes =
        "\x80\x02"
        "ccollections\nOrderedDict\nq\x00)Rq\x01(X\x01\x00\x00\x00xq\x02]q\x03(K\x01M\x02\x01"
        "J\x03\x00\x00\x00\x8a\x02\xff\xffG?\xf0\x00\x00\x00\x00\x00\x00N\x88\x89"
        "eh\x02}q\x04u."s;
    const auto good = readPickle(bytes, "p");
    REQUIRE_MESSAGE(good.has_value(), good.error().text());
    const auto& root = (*good)[good->root];
    REQUIRE(root.kind == PickleObject::Kind::Dict);
    REQUIRE(root.items.size() == 4);
    const auto& list = (*good)[root.items[1]];
    REQUIRE(list.items.size() == 8);
    CHECK((*good)[list.items[1]].integer == 258);
    CHECK((*good)[list.items[2]].integer == 3);
    CHECK((*good)[list.items[3]].integer == -1);
    CHECK((*good)[list.items[4]].real == 1.0);
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CHECK(!readPickle(std::string_view(bytes).substr(0, size), "p").has_value());
    for (std::size_t at = 0; at < bytes.size(); ++at)
        for (int value = 0; value < 256; ++value) {
            std::string changed = bytes;
            changed[at] = static_cast<char>(value);
            const auto result = readPickle(changed, "p");
            if (!result && result.error().message.empty())
                FAIL("a refusal without a message at byte " << at);
        }
    // A million nested tuples neither overflow the stack nor leak.
    std::string deep = "\x80\x02N" + std::string(1'000'000, '\x85') + ".";
    CHECK(readPickle(deep, "p").has_value());
}

TEST_CASE("an archive that PyTorch itself wrote")
{
    torch::manual_seed(1);
    const auto weight = torch::randn({3, 4});
    c10::impl::GenericDict state(c10::StringType::get(), c10::AnyType::get());
    state.insert("weight", weight);
    state.insert("transposed", weight.t());
    state.insert("half", weight.to(torch::kHalf));
    const auto bytes = torch::pickle_save(state);
    const tests::TempFolder folder;
    std::ofstream(folder / "torch.pth", std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    const auto content = readPth(folder / "torch.pth");
    REQUIRE_MESSAGE(content.has_value(), content.error().text());
    REQUIRE(content->tensors.size() == 3);
    const auto contiguous = weight.t().contiguous();
    const float* expected = contiguous.data_ptr<float>();
    CHECK(content->tensors.at("transposed").data == Values(expected, expected + 12));
    CHECK(content->tensors.at("weight").shape == Shape{3, 4});
    CHECK(content->tensors.at("half").data[5] == weight.to(torch::kHalf).flatten()[5].item<float>());
}
